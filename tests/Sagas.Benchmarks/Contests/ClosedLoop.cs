using System.Collections.Concurrent;
using System.Diagnostics;
using Sagas.Benchmarks.Contests.Results;
using Sagas.Benchmarks.Measuring;

namespace Sagas.Benchmarks.Contests;

/// <summary>Keeps a number of orders in progress, and counts those that end while it is being measured.</summary>
internal sealed class ClosedLoop(string name, IContestant contestant, int concurrency)
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(2);

    private readonly ConcurrentBag<Guid> _accepted = [];
    private readonly SemaphoreSlim _places = new(concurrency);
    private int _submitted;
    private int _ended;

    /// <summary>Every order that was stored.</summary>
    public IReadOnlyCollection<Guid> Accepted => _accepted;

    /// <summary>Warms up, measures, and waits until nothing is in progress any more.</summary>
    public async Task<Run> RunAsync(TimeSpan warmUp, TimeSpan measured, CancellationToken cancellationToken)
    {
        contestant.OrderEnded = () =>
        {
            Interlocked.Increment(ref _ended);
            _places.Release();
        };
        using var submitting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var submitters = Enumerable.Range(0, concurrency).Select(_ => SubmitAsync(submitting.Token)).ToList();

        await LastAsync(warmUp, cancellationToken);
        var (begin, cpu, machine, before) =
            (Stopwatch.GetTimestamp(), contestant.ProcessorTime, MachineTime.Read(), Volatile.Read(ref _ended));
        await LastAsync(measured, cancellationToken);
        var run = new Run(
            name,
            Volatile.Read(ref _ended) - before,
            Stopwatch.GetElapsedTime(begin),
            contestant.ProcessorTime - cpu,
            MachineTime.Read() - machine);

        await submitting.CancelAsync();
        await Task.WhenAll(submitters);
        // Once it has all places, nothing is in progress. If an order is lost, the audit says which.
        for (var i = 0; i < concurrency && await _places.WaitAsync(EndLimit, cancellationToken); i++)
        {
        }

        contestant.OrderEnded = null;
        return run;
    }

    private async Task SubmitAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await _places.WaitAsync(cancellationToken);
                _accepted.Add(await contestant.SubmitAsync(Interlocked.Increment(ref _submitted), CancellationToken.None));
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    private static async Task LastAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(duration);
        await timer.WaitForNextTickAsync(cancellationToken);
    }
}
