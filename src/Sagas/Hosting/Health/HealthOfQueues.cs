using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sagas.Durability.Receive;

namespace Sagas.Hosting.Health;

/// <summary>Whether this process handles its queues. One that pauses some goes on with the others, and takes orders.</summary>
internal sealed class HealthOfQueues(PausedQueues pauses, TimeProvider time) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(pauses.Now is { Count: > 0 } paused
            ? HealthCheckResult.Degraded(string.Join(" ", paused.Select(Describe)))
            : HealthCheckResult.Healthy("No queue is paused."));

    private string Describe(PausedQueue queue)
    {
        // Once its time is over it ends with the next message that goes well, whenever that comes.
        var until = queue.Until > time.GetUtcNow()
            ? FormattableString.Invariant($"until {queue.Until:yyyy-MM-dd'T'HH:mm:ss'Z'}")
            : "until its next message has been tried";
        var failed = FormattableString.Invariant($"{queue.Failed} of {queue.Handled} attempts failed");
        return $"Queue {queue.Endpoint} is paused {until}: {failed}, the last with: {queue.LastError}";
    }
}
