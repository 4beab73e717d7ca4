using Sagas.IntegrationTests.Beds;
using Sagas.IntegrationTests.Servers;
using Sagas.Tests.Upgrades;

namespace Sagas.Tests.Beds;

/// <summary>The beds of these tests: a broker and a database server.</summary>
public static class TestBeds
{
    /// <summary>A bed without any tables.</summary>
    public static Task<TestBed> EmptyAsync() => ServerBed.NewAsync(TestServers.Running, withTables: false);

    /// <summary>A bed with the service's tables.</summary>
    public static Task<TestBed> ForServiceAsync() => ServerBed.NewAsync(TestServers.Running, withTables: true);

    /// <summary>A bed as an earlier version of the program has left it.</summary>
    internal static async Task<TestBed> LeftByAsync(RecordedVersion version)
    {
        var bed = (ServerBed)await EmptyAsync();
        await using var context = bed.NewServiceContext();
        await new RecordedRows(context, version).RestoreAsync();
        await bed.ProcessHasEndedAsync(version.RecordedAt);
        return bed;
    }
}
