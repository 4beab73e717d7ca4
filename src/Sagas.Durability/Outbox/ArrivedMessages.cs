using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sagas.Durability.Crashes;
using Sagas.Durability.UnitsOfWork;

namespace Sagas.Durability.Outbox;

/// <summary>Removes the outbox rows of messages that have arrived, many at a time.</summary>
internal sealed class ArrivedMessages(InFlightMessages inFlight, ICommitter committer, ILogger<ArrivedMessages> logger)
    : BackgroundService
{
    private const int BatchSize = 500;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // Whatever stays is sent a second time by another instance.
        while (inFlight.Finished.Count > 0)
            await RemoveAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await inFlight.Finished.WaitToReadAsync(stoppingToken))
            await RemoveAsync(stoppingToken);
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        var unit = new UnitOfWork();
        var count = 0;
        for (; count < BatchSize && inFlight.Finished.TryRead(out var message); count++)
            (message.HasLeft ? unit.ArrivedMessages : unit.ExpiredMessages).Add(message.OutboxId);
        try
        {
            await committer.CommitAsync(unit, cancellationToken);
            CrashPoints.Reach(CrashPoint.RowsRemoved);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The rows' leases end, the messages are sent once more, and their consumers recognise them.
            logger.LogWarning(exception, "{Count} sent messages could not be removed from the outbox", count);
        }
        finally
        {
            unit.ArrivedMessages.ForEach(inFlight.Release);
            unit.ExpiredMessages.ForEach(inFlight.Release);
        }
    }
}
