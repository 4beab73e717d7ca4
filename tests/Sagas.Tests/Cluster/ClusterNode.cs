using System.Globalization;
using Sagas.Chaos.Servers;
using Sagas.Tests.Architecture;

namespace Sagas.Tests.Cluster;

/// <summary>A node of a RabbitMQ cluster that <c>infra/test-cluster.sh</c> has started.</summary>
/// <param name="folder">Its directory.</param>
/// <param name="first">The directory of the first node.</param>
internal sealed class ClusterNode(string folder, string first)
{
    private static readonly Dictionary<string, string> NoEnvironment = [];

    /// <summary>The directory of the cluster; null if there is none.</summary>
    public static string? Cluster { get; } = Environment.GetEnvironmentVariable("SAGAS_TEST_CLUSTER") is { Length: > 0 } folder
        ? folder
        : null;

    /// <summary>Its number, from 1.</summary>
    public string Name => Path.GetFileName(folder);

    public string Address => $"127.0.0.1:{Read("port")}";

    /// <summary>Where its management API is.</summary>
    public Uri Management => new($"http://127.0.0.1:{Read("management.port")}");

    public static IReadOnlyList<ClusterNode> All(string cluster) =>
        [.. Enumerable.Range(1, 3).Select(number => new ClusterNode(Of(cluster, number), Of(cluster, 1)))];

    /// <summary>Kills it, as a loss of power would.</summary>
    public Task CrashAsync() => RunAsync($"crash_rabbitmq {folder}");

    /// <summary>Starts it again, on what it had stored.</summary>
    public Task StartAsync() =>
        RunAsync($"start_rabbitmq {folder} {Read("port")} {Read("management.port")} {(folder == first ? "" : first)}");

    private static string Of(string cluster, int number) =>
        Path.Combine(cluster, string.Create(CultureInfo.InvariantCulture, $"node-{number}"));

    private static Task<string> RunAsync(string command) =>
        Shell.RunAsync($". {SourceTree.Absolute("infra/local/servers.sh")}; {command}", NoEnvironment);

    private string Read(string file) => File.ReadAllText(Path.Combine(folder, file)).Trim();
}
