using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sagas.Durability.Configuration;
using Sagas.Durability.Databases;

namespace Sagas.Durability.Inbox;

/// <summary>Forgets handled messages after the duplicate-detection window.</summary>
internal sealed class InboxCleanup(
    DurableDatabase database, OldRows oldRows, IOptions<DurabilityOptions> options, TimeProvider time, ILogger<InboxCleanup> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.InboxCleanupInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var before = time.GetStorableUtcNow() - options.Value.DuplicateDetectionWindow;
                var count = await oldRows.RemoveAsync(database.Inbox, nameof(InboxMessage.ReceivedAt), before, stoppingToken);
                logger.LogDebug("{Count} inbox rows were removed", count);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(exception, "Old inbox rows could not be removed; it is tried again");
            }
        }
    }
}
