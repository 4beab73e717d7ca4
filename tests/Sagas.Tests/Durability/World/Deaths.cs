using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;

namespace Sagas.Tests.Durability.World;

/// <summary>What is known of processes that died while they handled a message.</summary>
internal static class Deaths
{
    /// <summary>Stores what processes have left that died over a message.</summary>
    public static Task<int> PlantDeathsAsync(this DurableHost host, Guid messageId, int died, string queue = "StampParcel") =>
        host.InDatabaseAsync(db =>
        {
            db.AddRange(Enumerable.Range(1, died).Select(number => new InboxMessage
            {
                MessageId = messageId,
                ConsumerId = $"{queue}#crash0.{number}",
                ReceivedAt = host.Time.GetUtcNow(),
            }));
            return db.SaveChangesAsync();
        });

    /// <summary>How often a process has died over the message, if this one died now.</summary>
    public static Task<int> CountDeathsAsync(this DurableHost host, Guid messageId) => host.InDatabaseAsync(
        db => db.Set<InboxMessage>().CountAsync(row => row.MessageId == messageId && row.ConsumerId.Contains("#crash")));
}
