using System.Diagnostics;
using System.Globalization;

namespace Sagas.Tests.Harness;

/// <summary>A file system that is soon full: in memory, which only root can mount.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    private string Filling => Path.Combine(Folder, "filling");

    public static async Task<SmallDisk> MountAsync(int kilobytes)
    {
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("sagas-disk-").FullName);
        var size = string.Create(CultureInfo.InvariantCulture, $"size={kilobytes}k");
        if (!OperatingSystem.IsLinux() || await RunAsync("mount", "-t", "tmpfs", "-o", size, "tmpfs", disk.Folder) != 0)
        {
            Directory.Delete(disk.Folder);
            Assert.Ignore("A small disk cannot be mounted here.");
        }

        return disk;
    }

    /// <summary>Leaves no room.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filling, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        try
        {
            while (true)
                file.Write(new byte[1024]);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    public void MakeRoom() => File.Delete(Filling);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "-l", Folder);
        Directory.Delete(Folder);
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
