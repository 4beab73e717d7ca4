using System.Text.RegularExpressions;
using Sagas.Tests.Architecture;

namespace Sagas.Tests.Deployment.World;

/// <summary>What Compose makes of the files that it is given.</summary>
internal sealed partial class ComposeFile
{
    private const string Main = "docker-compose.yml";
    private const string Postgres = "docker-compose.postgres.yml";
    private const string Secrets = "infra/docker/docker-compose.secrets.yml";

    private readonly string _name;

    private ComposeFile(string name, Yaml root, params string[] files)
    {
        _name = name;
        Root = root;
        Files = files;
        Services = [.. root["services"].Members.Select(service => new ComposeService(service.Key, service.Value))];
    }

    /// <summary>Both ways to run the service.</summary>
    public static IReadOnlyList<ComposeFile> All { get; } =
    [
        new("on SQL Server", Yaml.Read(Main), Main),
        new("on PostgreSQL", Yaml.Read(Main).Under(Yaml.Read(Postgres)), Main, Postgres),
    ];

    /// <summary>Both of them with the connection strings in files.</summary>
    public static IReadOnlyList<ComposeFile> WithSecrets { get; } = [.. All.Select(file => new ComposeFile(
        $"{file}, with secrets", file.Root.Under(Yaml.Read(Secrets)), [.. file.Files, Secrets]))];

    public Yaml Root { get; }

    public IReadOnlyList<string> Files { get; }

    public IReadOnlyList<ComposeService> Services { get; }

    /// <summary>The containers that run the service's image to do a role's work.</summary>
    public IEnumerable<ComposeService> Roles => Services.Where(service => service.Environment.ContainsKey("Sagas__Roles"));

    public ComposeService this[string name] =>
        Services.SingleOrDefault(service => service.Name == name)
        ?? throw new KeyNotFoundException($"There is no service '{name}'.");

    /// <summary>Whether a name is one that containers find each other by.</summary>
    public bool Knows(string host) => Services.Any(service => service.Name == host);

    /// <summary>What the environment is asked for, as NAME, NAME:-otherwise or NAME:?message.</summary>
    public IEnumerable<string> Variables() => Files
        .SelectMany(file => Variable().Matches(File.ReadAllText(SourceTree.Absolute(file))))
        .Select(match => match.Groups["asked"].Value)
        .Distinct(StringComparer.Ordinal);

    /// <summary>Puts something in the place of every variable, and $ in the place of $$.</summary>
    public static string Interpolate(string text) => Variable()
        .Replace(text, match => match.Groups["asked"].Value.Split(":-") is [_, var otherwise] ? otherwise : "Secret1")
        .Replace("$$", "$", StringComparison.Ordinal);

    public override string ToString() => _name;

    [GeneratedRegex(@"\$\{(?<asked>[^}]*)\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}
