using Sagas.Tests.Beds.Servers;
using Sagas.Tests.Upgrades;

namespace Sagas.Tests.Beds;

/// <summary>The beds of this run: everything in one process, or a broker and a database server.</summary>
internal static class TestBeds
{
    /// <summary>The environment variable that says which: <c>embedded</c>, as if it was not set, or <c>servers</c>.</summary>
    public const string Variable = "SAGAS_TEST_BED";

    private const string Embedded = "embedded";
    private const string OnServers = "servers";

    private static readonly string[] Categories = ["EveryBed", "Servers"];

    private static string Chosen => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } bed ? bed : Embedded;

    internal static bool AreOnServers => Chosen == OnServers;

    /// <summary>A bed without any tables.</summary>
    public static async Task<TestBed> EmptyAsync() => AreOnServers ? await OnServersAsync(withTables: false) : new EmbeddedBed();

    /// <summary>A bed for the service. Embedded, it makes its tables itself.</summary>
    public static async Task<TestBed> ForServiceAsync() =>
        AreOnServers ? await OnServersAsync(withTables: true) : new EmbeddedBed();

    /// <summary>A bed as an earlier version of the program has left it.</summary>
    internal static async Task<TestBed> LeftByAsync(RecordedVersion version)
    {
        if (!AreOnServers)
        {
            var embedded = new EmbeddedBed();
            await embedded.RestoreAsync(version);
            return embedded;
        }

        var bed = await OnServersAsync(withTables: false);
        await using var context = bed.NewServiceContext();
        await new RecordedRows(context, version).RestoreAsync();
        await bed.ProcessHasEndedAsync(version.RecordedAt);
        return bed;
    }

    /// <summary>A slip of the pen would run other tests than were asked for.</summary>
    internal static void ShouldBeKnown()
    {
        if (Chosen is not (Embedded or OnServers))
            throw new InvalidOperationException($"{Variable} is '{Chosen}': it must be {Embedded} or {OnServers}.");
    }

    // Whoever runs without the filter by category is told, too, what says nothing about servers.
    private static Task<ServerBed> OnServersAsync(bool withTables)
    {
        if (!TestContext.CurrentContext.Test.AllCategories().Intersect(Categories).Any())
            Assert.Ignore("Left out: it runs on the embedded bed only.");
        return ServerBed.NewAsync(TestServers.Running, withTables);
    }
}
