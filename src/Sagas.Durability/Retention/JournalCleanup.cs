using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sagas.Durability.Databases;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Retention;

/// <summary>Removes messages that have been kept for long enough; if none are kept any more, also those kept earlier.</summary>
internal sealed class JournalCleanup(
    DurableDatabase database, ExpiredRows oldRows, IOptions<DurabilityOptions> options, ILogger<JournalCleanup> logger)
    : InterruptibleService
{
    protected override Task RunAsync(CancellationToken stoppingToken) => oldRows.KeepRemovingAsync(
        "messages of the journal", (database.Journal, nameof(JournaledMessage.LeftAt)), options.Value.EffectiveKeepMessagesFor,
        logger, stoppingToken);
}
