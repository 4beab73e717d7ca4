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
        while (inFlight.Arrived.Count > 0)
            await RemoveAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await inFlight.Arrived.WaitToReadAsync(stoppingToken))
            await RemoveAsync(stoppingToken);
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        var unit = new UnitOfWork();
        while (unit.ArrivedMessages.Count < BatchSize && inFlight.Arrived.TryRead(out var outboxId))
            unit.ArrivedMessages.Add(outboxId);
        try
        {
            await committer.CommitAsync(unit, cancellationToken);
            CrashPoints.Reach(CrashPoint.RowsRemoved);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The rows' leases end, the messages are sent once more, and their consumers recognise them.
            logger.LogWarning(exception, "{Count} sent messages could not be removed from the outbox", unit.ArrivedMessages.Count);
        }
        finally
        {
            unit.ArrivedMessages.ForEach(inFlight.Release);
        }
    }
}
