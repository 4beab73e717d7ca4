using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Sagas.Hosting.Health;

/// <summary>Whether the database takes what is written.</summary>
internal class HealthOfDatabase(DatabaseCondition condition) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await condition.LookAsync(cancellationToken) is { } problem
            ? new HealthCheckResult(context.Registration.FailureStatus, problem)
            : HealthCheckResult.Healthy("The database takes what is written.");
}
