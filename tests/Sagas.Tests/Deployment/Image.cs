using System.Text.RegularExpressions;
using Sagas.Tests.Architecture;

namespace Sagas.Tests.Deployment;

/// <summary>What the Dockerfile says; it cannot be built everywhere.</summary>
internal partial class Image
{
    private const string Dockerfile = "infra/docker/Dockerfile";

    private static readonly string[] Lines =
    [
        .. Continuation().Replace(File.ReadAllText(SourceTree.Absolute(Dockerfile)), " ").Split('\n').Select(line => line.Trim()),
    ];

    [Test]
    public void Should_stand_on_pinned_images_of_the_version_that_is_built_with()
    {
        var images = Lines.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal))
            .Select(line => BaseImage().Match(line)).ToList();
        images.Count.ShouldBe(2);
        images.ShouldAllBe(image => image.Success);
        images.Select(image => image.Groups["version"].Value[..5]).Distinct(StringComparer.Ordinal)
            .ShouldBe([GlobalSdk().Match(File.ReadAllText(SourceTree.Absolute("global.json"))).Groups["version"].Value]);
    }

    [Test]
    public void Should_restore_before_it_copies_the_sources()
    {
        var restore = Array.FindIndex(Lines, line => line.StartsWith("RUN dotnet restore", StringComparison.Ordinal));
        var sources = Array.IndexOf(Lines, "COPY src/ src/");
        restore.ShouldBeInRange(0, sources);

        Lines[..restore].SelectMany(Copied).Where(path => path.EndsWith(".csproj", StringComparison.Ordinal))
            .ShouldBe(NeededBy("src/Sagas/Sagas.csproj"), ignoreOrder: true);
    }

    [Test]
    public void Should_copy_only_what_is_there_and_is_let_through()
    {
        var ignore = File.ReadAllLines(SourceTree.Absolute($"{Dockerfile}.dockerignore"))
            .Where(line => line.Length > 0 && !line.StartsWith('#')).ToList();
        ignore[0].ShouldBe("*");

        foreach (var path in Lines.SelectMany(Copied))
        {
            Path.Exists(SourceTree.Absolute(path)).ShouldBeTrue(path);
            ignore.ShouldContain($"!{path.Split('/')[0]}");
        }
    }

    [Test]
    public void Should_not_run_as_root() =>
        Lines.Last(line => line.StartsWith("USER ", StringComparison.Ordinal)).ShouldBe("USER $APP_UID");

    [Test]
    public void Should_be_compiled_ahead() =>
        Lines.Single(line => line.StartsWith("RUN dotnet publish", StringComparison.Ordinal))
            .ShouldContain("-p:PublishReadyToRun=true");

    [Test]
    public void Should_listen_and_be_asked_at_the_same_port()
    {
        Lines.ShouldContain("EXPOSE 8080");
        Lines.ShouldContain(line => line.StartsWith("ENV ASPNETCORE_HTTP_PORTS=8080", StringComparison.Ordinal));
        Lines.ShouldContain(line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal)
            && line.EndsWith(
                """CMD ["dotnet", "Sagas.dll", "--health", "http://localhost:8080/health/ready"]""", StringComparison.Ordinal));
        Lines.ShouldContain("""ENTRYPOINT ["dotnet", "Sagas.dll"]""");
    }

    [Test]
    public void Should_say_what_it_is()
    {
        var labels = Lines.Single(line => line.StartsWith("LABEL ", StringComparison.Ordinal));
        foreach (var label in new[] { "title", "description", "licenses", "version", "revision" })
            labels.ShouldContain($"org.opencontainers.image.{label}=");
    }

    [Test]
    public void Should_hold_no_secret() =>
        Lines
            .Where(line => line.StartsWith("ENV ", StringComparison.Ordinal) || line.StartsWith("ARG ", StringComparison.Ordinal))
            .ShouldAllBe(line => !line.Contains("PASS", StringComparison.OrdinalIgnoreCase)
                && !line.Contains("TOKEN", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Copied(string line) =>
        line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from=", StringComparison.Ordinal)
            ? line.Split(' ')[1..^1].Select(path => path.TrimEnd('/'))
            : [];

    private static HashSet<string> NeededBy(string project)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([project]);
        while (open.TryPop(out var current))
        {
            if (!needed.Add(current))
                continue;
            foreach (Match reference in ProjectReference().Matches(File.ReadAllText(SourceTree.Absolute(current))))
                open.Push(SourceTree.Relative(Path.GetFullPath(Path.Combine(
                    SourceTree.Absolute(Path.GetDirectoryName(current)!), reference.Groups["path"].Value.Replace('\\', '/')))));
        }

        return needed;
    }

    [GeneratedRegex(@"\s*\\\n\s*", RegexOptions.NonBacktracking)]
    private static partial Regex Continuation();

    [GeneratedRegex(@" mcr\.microsoft\.com/dotnet/(sdk|aspnet):(?<version>\d+\.\d+\.\d+)-noble(@sha256:[0-9a-f]{64})? AS \w+$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex BaseImage();

    [GeneratedRegex("""
        "version": "(?<version>\d+\.\d+\.)
        """, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex GlobalSdk();

    [GeneratedRegex("""<ProjectReference Include="(?<path>[^"]+)" """,
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ProjectReference();
}
