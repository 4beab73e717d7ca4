using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sagas.Durability.UnitsOfWork;

namespace Sagas.Durability.Outbox;

/// <summary>Removes the outbox rows of messages that have arrived, many at a time.</summary>
internal sealed class ArrivedMessages(InFlightMessages inFlight, ICommitter committer, ILogger<ArrivedMessages> logger)
    : BackgroundService
{
    private const int BatchSize = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await inFlight.Arrived.WaitToReadAsync(stoppingToken))
        {
            var unit = new UnitOfWork();
            while (unit.ArrivedMessages.Count < BatchSize && inFlight.Arrived.TryRead(out var outboxId))
                unit.ArrivedMessages.Add(outboxId);
            try
            {
                await committer.CommitAsync(unit, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
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
}
