using System.Globalization;
using System.Text.Json;
using Sagas.Web.Settings;

namespace Sagas.Hosting.Database;

/// <summary>
/// Keeps other processes from serving from the same SQLite file. The operating system holds the lock, so that it ends with the
/// process, however that ends; a second file says who has it, since a locked file cannot be read.
/// </summary>
internal sealed class FileHold : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _note;
    private readonly string _path;

    private FileHold(FileStream held, string note, string path) => (_lock, _note, _path) = (held, note, path);

    /// <summary>Takes hold of a file.</summary>
    /// <param name="path">The file's full path; it need not exist yet.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The hold, until it is disposed of or the process ends.</returns>
    /// <exception cref="StartFailedException">Another process has it, or nothing can be written beside it.</exception>
    public static FileHold Take(string path, TimeProvider time)
    {
        if (FileIdentity.NamesOf(path) > 1)
        {
            throw new StartFailedException(
                $"The database file {path} has other names (hard links), and SQLite keeps what it has not merged yet beside each "
                + "name. Remove the others, or copy the file.");
        }

        var (lockFile, note) = FilesOf(path);
        var isNew = !File.Exists(lockFile);
        FileStream? held = null;
        try
        {
#pragma warning disable CA2000 // The hold disposes of it.
            held = new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
#pragma warning restore CA2000
            File.WriteAllText(note, JsonSerializer.Serialize(
                new Holder(Environment.ProcessId, Environment.MachineName, time.GetUtcNow()), JsonSerializerOptions.Web));
            return new FileHold(held, note, path);
        }
        catch (IOException exception) when (held is null && MigrationLock.IsHeldByAnother(exception))
        {
            throw new StartFailedException(
                $"The database file {path} is in use by {Describe(note)}. A SQLite file serves one instance: stop that one "
                + "first, or use a database server for several.",
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            Remove(note);
            if (isNew)
                Remove(lockFile);
            throw new StartFailedException(
                $"The folder {Path.GetDirectoryName(path)} of the database cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>Who serves from a file.</summary>
    /// <param name="path">The file's full path.</param>
    /// <returns>A description of the process; null if nobody does.</returns>
    public static string? HolderOf(string path)
    {
        var (lockFile, note) = FilesOf(path);
        if (!File.Exists(lockFile))
            return null;
        try
        {
            using var free = new FileStream(lockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1);
            return null;
        }
        catch (IOException exception) when (MigrationLock.IsHeldByAnother(exception))
        {
            return Describe(note);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // Whoever may not open it finds out when it writes.
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Remove(_note);
        // The lock's own file stays: removing it while another process opens it would let two have it. Without a database there
        // is nothing to have.
        if (!File.Exists(_path))
            Remove(_lock.Name);
        _lock.Dispose();
    }

    // Two paths to one file must lead to one lock.
    private static (string Lock, string Note) FilesOf(string path)
    {
        var file = Resolve(path);
        return (file + ".lock", file + ".holder");
    }

    private static string Resolve(string path)
    {
        try
        {
            var file = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            var folder = Path.GetDirectoryName(file)!;
            return Directory.ResolveLinkTarget(folder, returnFinalTarget: true) is { } target
                ? Path.Combine(target.FullName, Path.GetFileName(file))
                : file;
        }
        catch (IOException)
        {
            return path; // There is no such file yet.
        }
    }

    private static string Describe(string note)
    {
        try
        {
            return JsonSerializer.Deserialize<Holder>(File.ReadAllText(note), JsonSerializerOptions.Web) is { } holder
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"process {holder.Process} on {holder.Machine} since {holder.Since:yyyy-MM-dd'T'HH:mm:ss'Z'}")
                : "another process";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return "another process";
        }
    }

    private static void Remove(params ReadOnlySpan<string> files)
    {
        foreach (var file in files)
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It says who had the file, and nobody has it: the next one writes it anew.
            }
        }
    }

    private sealed record Holder(int Process, string Machine, DateTimeOffset Since);
}
