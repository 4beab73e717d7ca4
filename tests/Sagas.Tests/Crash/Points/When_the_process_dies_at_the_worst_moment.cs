using Sagas.Durability.Diagnostics;

namespace Sagas.Tests.Crash.Points;

/// <summary>
/// The real program under a mix of orders ends itself with SIGKILL at every moment that has a name, and is started again:
/// nothing is lost and nothing is done twice. Each process finds what the ones before it have left.
/// </summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class When_the_process_dies_at_the_worst_moment
{
    /// <summary>Reached when a process takes up what the one before it has left.</summary>
    private static readonly FailPoint[] AfterAnother = [FailPoint.DeliveryCounted];

    private CrashingService _service = null!;

    private static IEnumerable<TestCaseData> Moments =>
    [
        .. Enum.GetValues<FailPoint>().Except(AfterAnother).Select(point => new TestCaseData(point.ToString(), TimesOf(point))),
        // The first are orders that are posted; the notes of payments and of the simulated gateway follow.
        .. new[] { 1, 10, 12, 15 }.Select(times => new TestCaseData(nameof(FailPoint.RequestCommitted), times)),
    ];

    [OneTimeSetUp]
    public async Task Start()
    {
        _service = await CrashingService.NewAsync();
        await _service.StartAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [TestCaseSource(nameof(Moments))]
    public async Task Should_lose_nothing(string moment, int times)
    {
        var orders = CrashOrder.NewMix();
        _service.Plan(moment, times);
        await _service.PostAsync(orders);
        await _service.UntilDeadAsync();

        await _service.StartAsync();

        await _service.ShouldBringToTheirEndAsync(orders);
    }

    [Test]
    public async Task Should_lose_nothing_when_it_dies_again_over_what_was_left()
    {
        var orders = CrashOrder.NewMix();
        _service.Plan(nameof(FailPoint.MessageCommitted), 3);
        await _service.PostAsync(orders);
        await _service.UntilDeadAsync();
        _service.Plan(nameof(FailPoint.DeliveryCounted), 1);
        await _service.StartAsync();
        await _service.UntilDeadAsync();

        await _service.StartAsync();

        await _service.ShouldBringToTheirEndAsync(orders);
    }

    // The first time would be one of the first order's steps; later there is something of everything half done.
    private static int TimesOf(FailPoint point) => point switch
    {
        FailPoint.TimersLeased or FailPoint.DeadLetterWritten or FailPoint.DeadLetterCommitted or FailPoint.RowsRemoved => 1,
        FailPoint.BetweenMessages => 2,
        _ => 7,
    };
}
