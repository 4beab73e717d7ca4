using System.Diagnostics;

namespace Sagas.Benchmarks.Loads;

/// <summary>
/// Posts a number of orders per second, whether the service keeps up or not. The latency of a request is counted from the moment
/// at which it was due, not from when there was time for it.
/// </summary>
internal sealed class OfferedLoad(Uri service) : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly HttpClient _client = new() { BaseAddress = service };
    // Memory is measured under this load, so it keeps no more of an order than necessary.
    private readonly Lock _gate = new();
    private readonly List<Guid> _accepted = [];
    private readonly List<TimeSpan> _posts = [];
    private int _refused;

    public IReadOnlyCollection<Guid> Accepted => Copy(_accepted);

    public IReadOnlyCollection<TimeSpan> Posts => Copy(_posts);

    public int AcceptedCount => Count(_accepted);

    public int Refused => Volatile.Read(ref _refused);

    public async Task RunAsync(double rate, TimeSpan duration, CancellationToken cancellationToken)
    {
        var underWay = new HashSet<Task>();
        var begin = Stopwatch.GetTimestamp();
        using var ticks = new PeriodicTimer(Tick);
        for (var number = 0; Stopwatch.GetElapsedTime(begin) < duration;)
        {
            await ticks.WaitForNextTickAsync(cancellationToken);
            underWay.RemoveWhere(post => post.IsCompletedSuccessfully);
            var elapsed = Stopwatch.GetElapsedTime(begin);
            for (var due = TimeSpan.FromSeconds(number / rate); due <= elapsed; due = TimeSpan.FromSeconds(number / rate))
                underWay.Add(PostAsync(number++, begin, due, cancellationToken));
        }

        await Task.WhenAll(underWay);
    }

    public void Dispose() => _client.Dispose();

    private async Task PostAsync(int number, long begin, TimeSpan due, CancellationToken cancellationToken)
    {
        if (await SampleOrder.TryPostAsync(_client, number, cancellationToken) is not { } orderId)
        {
            Interlocked.Increment(ref _refused);
            return;
        }

        lock (_gate)
        {
            _posts.Add(Stopwatch.GetElapsedTime(begin) - due);
            _accepted.Add(orderId);
        }
    }

    private List<T> Copy<T>(List<T> list)
    {
        lock (_gate)
            return [.. list];
    }

    private int Count<T>(List<T> list)
    {
        lock (_gate)
            return list.Count;
    }
}
