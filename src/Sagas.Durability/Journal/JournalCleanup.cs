using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sagas.Durability.Configuration;
using Sagas.Durability.Databases;

namespace Sagas.Durability.Journal;

/// <summary>Removes messages that have been kept for long enough; where none are kept any more, those of before.</summary>
internal sealed class JournalCleanup(
    DurableDatabase database, OldRows oldRows, IOptions<DurabilityOptions> options, TimeProvider time, ILogger<JournalCleanup> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.InboxCleanupInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var before = time.GetStorableUtcNow() - options.Value.EffectiveKeepMessagesFor;
                var count = await oldRows.RemoveAsync(database.Journal, nameof(JournaledMessage.LeftAt), before, stoppingToken);
                logger.LogDebug("{Count} messages were removed from the journal", count);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(exception, "Old messages could not be removed from the journal; it is tried again");
            }
        }
    }
}
