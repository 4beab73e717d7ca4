using Sagas.Durability.Diagnostics;

namespace Sagas.Tests.Crash.Points;

/// <summary>
/// The timers of several orders end their wait while charges are under way, and the process dies over them: they fire all
/// the same, and what was charged too late is given back.
/// </summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class When_the_process_dies_over_a_timer
{
    private CrashingService _service = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _service = await CrashingService.ImpatientAsync();
        await _service.StartAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    // Before the first timer fires, messages leave and groups are committed for the three submissions.
    [TestCase(nameof(FailPoint.TimersLeased), 1)]
    [TestCase(nameof(FailPoint.MessageSent), 7)]
    [TestCase(nameof(FailPoint.MessageHandled), 7)]
    [TestCase(nameof(FailPoint.MessageCommitted), 7)]
    public async Task Should_fire_it_all_the_same(string moment, int times)
    {
        var orders = CrashOrder.NewSlowOnes();
        _service.Plan(moment, times);
        await _service.PostAsync(orders);
        await _service.UntilDeadAsync();

        await _service.StartAsync();

        await _service.ShouldBringToTheirEndAsync(orders);
    }
}
