using Sagas.Chaos.Faults;
using Sagas.Chaos.Orders;
using Sagas.Chaos.Reports;
using Sagas.Chaos.Worlds;

namespace Sagas.Chaos.Runs;

/// <summary>One run: orders arrive, faults are injected, and when everything is at rest, the orders are accounted for.</summary>
/// <param name="settings">The settings of the run.</param>
/// <param name="output">Where its files are written.</param>
/// <param name="log">Receives messages about its progress.</param>
internal sealed class ChaosRun(ChaosSettings settings, DirectoryInfo output, Action<string> log)
{
    /// <summary>Orders keep arriving for this long after the last fault, so that its recovery can be seen.</summary>
    private static readonly TimeSpan Tail = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan RestLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RestsFor = TimeSpan.FromSeconds(6);

    private readonly RunClock _clock = new();

    /// <summary>Runs it and writes the report.</summary>
    public async Task<ChaosResult> RunAsync(CancellationToken cancellationToken)
    {
        output.Create();
        var plan = FaultSchedule.Draw(settings);
        await ReportFiles.WriteScheduleAsync(output, settings, plan, cancellationToken);
        log(FormattableString.Invariant(
            $"Seed {settings.Seed}: {plan.Count} faults within {settings.Duration}, {settings.OrdersPerSecond} orders/s; files in {output.FullName}"));
        await using World world = settings.Embedded
            ? await EmbeddedWorld.StartAsync(settings, output.FullName, cancellationToken)
            : await ServerWorld.StartAsync(settings, output.FullName, cancellationToken);
        log($"The service runs in {settings.Instances} processes after {_clock.Now.TotalSeconds:F0} s");

        var result = await RunAsync(world, plan, cancellationToken);
        await ReportFiles.WriteAsync(output, result, cancellationToken);
        return result;
    }

    private async Task<ChaosResult> RunAsync(World world, IReadOnlyList<PlannedFault> plan, CancellationToken cancellationToken)
    {
        var clock = new RunClock();
        var book = new OrderBook(clock);
        var observer = new Observer(clock, world.Stored, book);
        using var client = new OrderClient(
            [.. world.Instances.Select(instance => instance.Address)], $"chaos-{Guid.NewGuid():N}");
        var settling = new Operator(world.Stored, book, client);
        var load = new OrderLoad(new OrderMix(settings), book, client);
        var (kills, heavy) = (new FaultLane(clock, _ => { }), new FaultLane(clock, log));

        using var observing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var ordering = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var answering = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = observer.RunAsync(observing.Token);
        var operating = settling.RunAsync(observing.Token);
        var disturbing = world.DisturbAsync(ordering.Token);
        var placing = load.RunAsync(settings.OrdersPerSecond, ordering.Token, answering.Token);
        try
        {
            await Task.WhenAll(
                kills.RunAsync(plan.Where(fault => fault.Instance is not null), world.InjectAsync, cancellationToken),
                heavy.RunAsync(plan.Where(fault => fault.Instance is null), world.InjectAsync, cancellationToken),
                clock.UntilAsync(settings.Duration, cancellationToken));
            await Pause.ForAsync(Tail, cancellationToken);
        }
        finally
        {
            await ordering.CancelAsync();
            answering.CancelAfter(AnswerLimit);
            await placing;
            await disturbing;
        }

        var over = clock.Now;
        log(FormattableString.Invariant(
            $"{over.TotalSeconds,7:F1} s  {book.Orders.Count} orders accepted, {book.Open.Count} of them in progress; waiting until everything is at rest"));
        var rests = await RestsAsync(world, observer, clock, cancellationToken);
        await observing.CancelAsync();
        await Task.WhenAll(watching, operating);
        log(rests
            ? FormattableString.Invariant($"{clock.Now.TotalSeconds,7:F1} s  at rest")
            : $"It did not come to rest within {RestLimit}");
        return await ChaosResult.ReadAsync(
            settings, world, [.. kills.Injected, .. heavy.Injected], book, observer.Samples,
            [.. load.Complaints, .. settling.Complaints],
            rests ? clock.Now - over : null, cancellationToken);
    }

    // At rest for a while: a message between outbox and queue is in neither for a moment.
    private static async Task<bool> RestsAsync(
        World world, Observer observer, RunClock clock, CancellationToken cancellationToken)
    {
        TimeSpan? since = null;
        return await Pause.UntilAsync(
            async () =>
            {
                var rests = await observer.TryLookAsync(cancellationToken) is { IsAtRest: true }
                    && await world.IsQuietAsync(cancellationToken);
                since = rests ? since ?? clock.Now : null;
                return clock.Now - since >= RestsFor;
            },
            RestLimit,
            cancellationToken);
    }
}
