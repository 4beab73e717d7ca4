using Sagas.Web.Settings;

namespace Sagas.Hosting.Database;

/// <summary>
/// The SQLite file of this process: held by it alone, since embedded mode is for one instance; and watched, since what is written
/// into a file that was removed or replaced is lost.
/// </summary>
/// <param name="path">The file's full path.</param>
/// <param name="time">The clock.</param>
internal sealed class DatabaseFile(string path, TimeProvider time) : IHostedLifecycleService, IDisposable
{
    private const string Consequence =
        "Nothing is accepted, because it would be lost; restart the service once the file is in order.";

    /// <summary>The file's full path.</summary>
    public string Path => path;

    private FileHold? _hold;
    private FileIdentity? _opened;

    /// <summary>Prepares a path: the folder is made.</summary>
    /// <param name="path">The file's full path.</param>
    /// <exception cref="StartFailedException">There can be no such file.</exception>
    public static void Prepare(string path)
    {
        if (Directory.Exists(path))
            throw new StartFailedException($"{path} is a folder; ConnectionStrings:Sagas needs the path of a file.");
        var folder = System.IO.Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartFailedException($"The folder {folder} of the database cannot be made: {exception.Message}", exception);
        }
    }

    /// <summary>Why the file is no longer the one that this process opened.</summary>
    /// <returns>The reason; null while all is well.</returns>
    public string? Problem()
    {
        if (_opened is null)
            return null;
        return FileIdentity.Of(path) switch
        {
            null => $"The database file was removed while the service was using it. {Consequence}",
            var now when now != _opened => $"The database file was replaced while the service was using it. {Consequence}",
            _ => null,
        };
    }

    /// <inheritdoc />
    /// <exception cref="StartFailedException">Another process has the file, or it cannot be written.</exception>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Prepare(path);
        _hold = FileHold.Take(path, time);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _opened = FileIdentity.Of(path);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Lets others have the file, after everything else has stopped using it.</summary>
    public void Dispose() => _hold?.Dispose();
}
