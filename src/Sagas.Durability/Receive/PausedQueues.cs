using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Settings;

namespace Sagas.Durability.Receive;

/// <summary>The queues that this process leaves alone at the moment.</summary>
/// <param name="scrubber">Takes secrets out of what failures say.</param>
/// <param name="lifetime">Tells when the process is being stopped; null where nobody does.</param>
internal sealed class PausedQueues(ITextScrubber scrubber, IHostApplicationLifetime? lifetime = null)
{
    private const int LongestError = 300;

    private readonly ConcurrentQueue<EndpointBreaker> _breakers = new();

    /// <summary>A queue is paused, or not any more.</summary>
    public event EventHandler? Changed;

    /// <summary>Cancelled when the process begins to stop: then nothing waits for a paused queue any more.</summary>
    public CancellationToken Stopping => lifetime?.ApplicationStopping ?? CancellationToken.None;

    /// <summary>The queues, by name.</summary>
    public IReadOnlyList<PausedQueue> Now =>
    [
        .. _breakers.Select(breaker => breaker.Pause).OfType<PausedQueue>()
            .OrderBy(pause => pause.Endpoint, StringComparer.Ordinal),
    ];

    /// <summary>Knows the breaker of a queue.</summary>
    public void Add(EndpointBreaker breaker) => _breakers.Enqueue(breaker);

    /// <summary>Tells that a queue is paused, or not any more.</summary>
    public void Tell() => Changed?.Invoke(this, EventArgs.Empty);

    /// <summary>What a failure says, short and without secrets.</summary>
    public string WordsOf(Exception failure)
    {
        var words = scrubber.Of(failure.Message).ReplaceLineEndings(" ");
        return words.Length <= LongestError ? words : $"{words.ToStorable(LongestError - 1)}…";
    }
}
