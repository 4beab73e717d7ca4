using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sagas.Durability.Databases;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Retention;

/// <summary>Forgets handled messages after the duplicate-detection window.</summary>
internal sealed class InboxCleanup(
    DurableDatabase database, ExpiredRows oldRows, IOptions<DurabilityOptions> options, ILogger<InboxCleanup> logger)
    : InterruptibleService
{
    protected override Task RunAsync(CancellationToken stoppingToken) => oldRows.KeepRemovingAsync(
        "inbox rows", (database.Inbox, nameof(InboxMessage.ReceivedAt)), options.Value.DuplicateDetectionWindow,
        logger, stoppingToken);
}
