namespace Sagas.Tests.Crash.Points;

/// <summary>The first process dies over the tables, the second one finds what it left.</summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal class When_the_process_dies_while_it_migrates
{
    [TestCase(1)]
    [TestCase(10)]
    public async Task Should_bring_the_next_one_up(int statement)
    {
        await using var service = await CrashingService.WithoutTablesAsync();
        service.Plan("MigrationStatement", statement);
        await service.StartAsync();
        await service.UntilDeadAsync();

        await service.StartAsync();

        await service.ShouldBringToTheirEndAsync(CrashOrder.NewMix());
    }
}
