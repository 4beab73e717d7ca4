using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Sagas.Tests.Architecture;

namespace Sagas.Tests.Deployment;

/// <summary>The script that pins images to digests, with a registry that answers from here.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class Pinned_images : IDisposable
{
    private static readonly string[] Files = ["docker-compose.yml", "docker-compose.postgres.yml", "infra/docker/Dockerfile"];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sagas-pins-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Test]
    public async Task Should_be_all_that_come_from_elsewhere()
    {
        foreach (var file in Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Of(file))!);
            File.Copy(SourceTree.Absolute(file), Of(file));
        }

        (await PinAsync('a')).ShouldBe(0);
        Images().ShouldAllBe(image => image.EndsWith("@sha256:" + new string('a', 64), StringComparison.Ordinal));
        Images().Count().ShouldBeGreaterThan(8);
        // Again, when the tags mean other images.
        (await PinAsync('b')).ShouldBe(0);
        Images().ShouldAllBe(image => image.EndsWith("@sha256:" + new string('b', 64), StringComparison.Ordinal));
        Images().ShouldAllBe(image => image.Count(character => character == '@') == 1);

        var before = Images().ToList();
        (await PinAsync('x')).ShouldBe(1, "The registry gave no digest.");
        Images().ShouldBe(before);
    }

    private async Task<int> PinAsync(char digit)
    {
        var docker = Of("bin/docker");
        Directory.CreateDirectory(Of("bin"));
        await File.WriteAllTextAsync(docker, $"#!/bin/sh\nprintf 'sha256:{new string(digit, 64)}'\n");
        File.SetUnixFileMode(docker, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var script = Process.Start(new ProcessStartInfo(SourceTree.Absolute("infra/docker/pin-images.sh"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["SAGAS_COMPOSE_DIRECTORY"] = _directory.FullName,
                ["PATH"] = $"{Of("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
            },
        })!;
        await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        return script.ExitCode;
    }

    private IEnumerable<string> Images() => Files.SelectMany(file => File.ReadAllLines(Of(file)))
        .Select(line => Image().Match(line)).Where(match => match.Success).Select(match => match.Groups["image"].Value);

    private string Of(string name) => Path.Combine(_directory.FullName, name);

    [GeneratedRegex(@"^(    image: |FROM (--platform=\S+ )?)(?<image>[^ ]+)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Image();
}
