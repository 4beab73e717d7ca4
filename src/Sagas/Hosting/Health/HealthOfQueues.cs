using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sagas.Durability.Receive;

namespace Sagas.Hosting.Health;

/// <summary>Whether this process handles its queues. One that pauses some goes on with the others, and takes orders.</summary>
internal sealed class HealthOfQueues(PausedQueues pauses) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(pauses.Now is { Count: > 0 } paused
            ? HealthCheckResult.Degraded(string.Join(" ", paused.Select(Describe)))
            : HealthCheckResult.Healthy("No queue is paused."));

    private static string Describe(PausedQueue queue) => FormattableString.Invariant(
        $"Queue {queue.Endpoint} is paused until {queue.Until:yyyy-MM-dd'T'HH:mm:ss'Z'}: {queue.Failed} of {queue.Handled} messages failed, the last with: {queue.LastError}");
}
