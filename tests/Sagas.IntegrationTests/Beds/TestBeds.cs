using Sagas.IntegrationTests.Beds;
using Sagas.IntegrationTests.Servers;

namespace Sagas.Tests.Beds;

/// <summary>The beds of these tests: a broker and a database server.</summary>
public static class TestBeds
{
    /// <summary>A bed without any tables.</summary>
    public static Task<TestBed> EmptyAsync() => ServerBed.NewAsync(TestServers.Running, withTables: false);

    /// <summary>A bed with the service's tables.</summary>
    public static Task<TestBed> ForServiceAsync() => ServerBed.NewAsync(TestServers.Running, withTables: true);
}
