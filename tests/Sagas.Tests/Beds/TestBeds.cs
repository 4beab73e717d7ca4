using Sagas.Tests.Upgrades;

namespace Sagas.Tests.Beds;

/// <summary>The beds of these tests: everything in one process.</summary>
public static class TestBeds
{
    /// <summary>A bed without any tables.</summary>
    public static Task<TestBed> EmptyAsync() => Task.FromResult<TestBed>(new EmbeddedBed());

    /// <summary>A bed for the service, which makes its tables itself.</summary>
    public static Task<TestBed> ForServiceAsync() => EmptyAsync();

    /// <summary>A bed as an earlier version of the program has left it.</summary>
    internal static async Task<TestBed> LeftByAsync(RecordedVersion version)
    {
        var bed = new EmbeddedBed();
        await bed.RestoreAsync(version);
        return bed;
    }
}
