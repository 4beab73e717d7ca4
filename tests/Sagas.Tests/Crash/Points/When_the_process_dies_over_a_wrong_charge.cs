using Sagas.Durability.Diagnostics;

namespace Sagas.Tests.Crash.Points;

/// <summary>
/// The gateway charges another sum than it is asked for, and the real program ends itself with SIGKILL at every moment on the way
/// from that charge to its refund: whatever was taken is given back, once.
/// </summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class When_the_process_dies_over_a_wrong_charge
{
    private static readonly FailPoint[] OnTheWay =
        [FailPoint.MessageHandled, FailPoint.GroupWritten, FailPoint.GroupCommitted, FailPoint.MessageCommitted];

    private CrashingService _service = null!;

    private static IEnumerable<TestCaseData> Moments =>
        from point in OnTheWay
        from times in new[] { 3, 6, 9, 12 }
        select new TestCaseData(point.ToString(), times);

    [OneTimeSetUp]
    public async Task Start()
    {
        _service = await CrashingService.NewAsync();
        await _service.StartAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [TestCaseSource(nameof(Moments))]
    public async Task Should_give_it_back(string moment, int times)
    {
        var orders = CrashOrder.NewWrongOnes();
        _service.Plan(moment, times);
        await _service.PostAsync(orders);
        await _service.UntilDeadAsync();

        await _service.StartAsync();

        await _service.ShouldGiveBackAsync(orders);
    }
}
