using System.Diagnostics;

namespace Sagas.Tests.Access.World;

/// <summary>The real program in a process and an empty directory of its own, until it ends by itself.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors, IReadOnlyList<string> Files)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static async Task<ProgramRun> OfAsync(
        IReadOnlyList<string> arguments, string input = "", params (string Name, string Value)[] environment)
    {
        var directory = Directory.CreateTempSubdirectory("sagas-run-");
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Sagas.dll"), .. arguments])
            {
                UseShellExecute = false,
                WorkingDirectory = directory.FullName,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        foreach (var (name, value) in environment)
            process.StartInfo.Environment[name] = value;
        process.Start();
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            using var deadline = new CancellationTokenSource(Deadline);
            await process.WaitForExitAsync(deadline.Token);
            return new(process.ExitCode, await output, await errors, FilesBelow(directory));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
            directory.Delete(recursive: true);
        }
    }

    private static IReadOnlyList<string> FilesBelow(DirectoryInfo directory) =>
        [.. directory.EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(directory.FullName, file.FullName))];
}
