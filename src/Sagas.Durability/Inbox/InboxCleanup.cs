using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sagas.Durability.Configuration;
using Sagas.Durability.Databases;

namespace Sagas.Durability.Inbox;

/// <summary>Forgets handled messages after the duplicate-detection window, in batches small enough to be in nobody's way.</summary>
internal sealed class InboxCleanup(
    DurableDatabase database, IOptions<DurabilityOptions> options, TimeProvider time, ILogger<InboxCleanup> logger)
    : BackgroundService
{
    private const int BatchSize = 1_000;

    private readonly BackgroundPace _pace = new(time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.InboxCleanupInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await _pace.DoAsync(() => RemoveBatchAsync(stoppingToken), stoppingToken) == BatchSize)
                    logger.LogDebug("{Count} inbox rows were removed", BatchSize);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(exception, "Old inbox rows could not be removed; it is tried again");
            }
        }
    }

    private async Task<int> RemoveBatchAsync(CancellationToken cancellationToken)
    {
        var before = time.GetStorableUtcNow() - options.Value.DuplicateDetectionWindow;
        await using var scope = database.CreateScope(out var context);
        using var turn = await database.TakeWriterTurnAsync(cancellationToken);
        return await context.Database.ExecuteSqlRawAsync(
            database.Dialect.RemoveOldInbox(database.Inbox),
            [database.Inbox[nameof(InboxMessage.ReceivedAt)].ToStored(before)!, BatchSize],
            cancellationToken);
    }
}
