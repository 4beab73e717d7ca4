namespace Sagas.Hosting.Database;

/// <summary>The lock on a SQLite file's migration: a file beside it, held by one process at a time.</summary>
internal static class MigrationLock
{
    // How operating systems report that another process has the file open: EWOULDBLOCK on Linux and macOS, a sharing violation
    // and a lock violation on Windows.
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether a file could not be opened because another process has it to itself.</summary>
    /// <param name="exception">What opening it threw.</param>
    public static bool IsHeldByAnother(IOException exception) => Held.Contains(exception.HResult);

    /// <summary>Takes the lock, as soon as no other process holds it.</summary>
    /// <param name="path">The lock's file.</param>
    /// <param name="logger">Receives a message about the wait.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The lock, until it is disposed of or the process ends.</returns>
    /// <exception cref="IOException">The file cannot be created, for example because the disk is full.</exception>
    public static async Task<FileStream> TakeAsync(string path, ILogger logger, CancellationToken cancellationToken)
    {
        for (var told = false; ; told = true)
        {
            try
            {
                return new FileStream(
                    path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException exception) when (IsHeldByAnother(exception))
            {
                if (!told)
                    logger.LogInformation("Another process is migrating the database; waiting for its lock {File}", path);
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }
}
