using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Receive;

namespace Sagas.Operations.Instances;

/// <summary>
/// Knows the pauses of all processes: whoever sends to a queue is seldom the process that has paused it. What this process has
/// paused itself counts at once.
/// </summary>
internal sealed class KnownPauses(PausedQueues own, TimeProvider time) : IKnownPauses
{
    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> ReadAsync(
        DbContext context, CancellationToken cancellationToken)
    {
        var reported = await StoredPauses.ReadAsync(context, time.GetUtcNow(), cancellationToken);
        return reported.Select(pause => (pause.Queue, pause.Until))
            .Concat(own.Now.Select(pause => (Queue: pause.Endpoint, pause.Until)))
            .GroupBy(pause => pause.Queue, pause => pause.Until, StringComparer.Ordinal)
            .ToDictionary(pauses => pauses.Key, pauses => pauses.Max(), StringComparer.Ordinal);
    }
}
