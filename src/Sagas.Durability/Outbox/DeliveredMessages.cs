using Microsoft.Extensions.Logging;
using Sagas.Durability.Commit;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Settings;

namespace Sagas.Durability.Outbox;

/// <summary>Removes the outbox rows of messages that have arrived, many at a time.</summary>
internal sealed class DeliveredMessages(InFlightMessages inFlight, ICommitter committer, ILogger<DeliveredMessages> logger)
    : InterruptibleService
{
    private const int BatchSize = 500;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // Any row that stays is sent a second time by another instance.
        while (inFlight.Finished.Count > 0)
            await RemoveAsync(cancellationToken);
    }

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        while (await inFlight.Finished.WaitToReadAsync(stoppingToken))
            await RemoveAsync(stoppingToken);
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        var unit = new UnitOfWork();
        var count = 0;
        for (; count < BatchSize && inFlight.Finished.TryRead(out var message); count++)
            (message.HasLeft ? unit.DeliveredMessages : unit.ExpiredMessages).Add(message.OutboxId);
        try
        {
            await committer.CommitAsync(unit, cancellationToken);
            FailPoints.Reach(FailPoint.RowsRemoved);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The rows' leases will expire, the messages will be sent once more, and their consumers will recognize them.
            logger.LogWarning(exception, "{Count} sent messages could not be removed from the outbox", count);
        }
        finally
        {
            unit.DeliveredMessages.ForEach(inFlight.Release);
            unit.ExpiredMessages.ForEach(inFlight.Release);
        }
    }
}
