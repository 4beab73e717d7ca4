using Microsoft.Extensions.Options;
using Sagas.Durability.Settings;

namespace Sagas.Orders.Api.Idempotency;

/// <summary>
/// Removes expired idempotency keys now and then. It does not have to be punctual: an expired key counts as unknown
/// even while its row still exists.
/// </summary>
internal class IdempotencyCleanup(
    IServiceScopeFactory scopes,
    TimeProvider time,
    IOptions<OrdersApiOptions> options,
    ILogger<IdempotencyCleanup> logger) : InterruptibleService
{
    private const int BatchSize = 500;

    /// <inheritdoc />
    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.IdempotencyCleanupInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TryRemoveExpiredAsync(stoppingToken);
    }

    private async Task TryRemoveExpiredAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RemoveExpiredAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LogWarning(exception, "Expired idempotency keys could not be removed; the next round tries again");
        }
    }

    private async Task RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        int removed;
        do
        {
            await using var scope = scopes.CreateAsyncScope();
            removed = await scope.ServiceProvider.GetRequiredService<IdempotencyLedger>()
                .RemoveExpiredAsync(BatchSize, cancellationToken);
        }
        while (removed == BatchSize);
    }
}
