using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Benchmarks.Loads;
using Sagas.Benchmarks.Service;
using Sagas.Durability.Tables;

namespace Sagas.Benchmarks.Endurance;

/// <summary>Takes samples of the process from time to time, and prints them.</summary>
internal sealed class Sampler
{
    private const double Megabyte = 1024 * 1024;

    private readonly RunningService _service;
    private readonly OfferedLoad _load;
    private readonly List<EnduranceSample> _samples = [];
    private readonly long _begin = Stopwatch.GetTimestamp();
    private long _ended;
    private (TimeSpan At, long Allocated, long Ended) _last;

    public Sampler(RunningService service, OfferedLoad load, ServiceMeters meters)
    {
        _service = service;
        _load = load;
        _last = (TimeSpan.Zero, GC.GetTotalAllocatedBytes(), 0);
        meters.OrderEnded = () => Interlocked.Increment(ref _ended);
    }

    public IReadOnlyList<EnduranceSample> Samples => _samples;

    /// <summary>Takes samples until it is told to stop.</summary>
    public async Task RunAsync(TimeSpan interval, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                _samples.Add(await TakeAsync(CancellationToken.None));
                await Console.Out.WriteLineAsync(_samples[^1].ToString());
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    /// <summary>Waits until everything that was accepted has ended.</summary>
    /// <returns>Whether it did so within the limit.</returns>
    public async Task<bool> UntilAllEndedAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (Interlocked.Read(ref _ended) < _load.AcceptedCount)
        {
            if (Stopwatch.GetElapsedTime(begin) > limit)
                return false;
            await pause.WaitForNextTickAsync(cancellationToken);
        }

        return true;
    }

    private async Task<EnduranceSample> TakeAsync(CancellationToken cancellationToken)
    {
        await using var scope = _service.CreateScope();
        var outbox = await scope.ServiceProvider.GetRequiredService<DbContext>().Set<OutboxMessage>()
            .CountAsync(cancellationToken);
        using var process = Process.GetCurrentProcess();
        var (at, allocated, ended) =
            (Stopwatch.GetElapsedTime(_begin), GC.GetTotalAllocatedBytes(), Interlocked.Read(ref _ended));
        var seconds = (at - _last.At).TotalSeconds;
        var sample = new EnduranceSample(
            at.TotalMinutes,
            process.WorkingSet64 / Megabyte,
            GC.GetGCMemoryInfo().HeapSizeBytes / Megabyte,
            (allocated - _last.Allocated) / Megabyte / seconds,
            process.Threads.Count,
            (ended - _last.Ended) / seconds,
            _load.AcceptedCount - ended,
            outbox);
        _last = (at, allocated, ended);
        return sample;
    }
}
