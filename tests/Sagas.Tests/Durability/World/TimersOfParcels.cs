using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Tables;
using Sagas.Durability.Timers;

namespace Sagas.Tests.Durability.World;

/// <summary>Timers of parcels, and what operators do with them.</summary>
internal static class TimersOfParcels
{
    public static readonly AuditedBy Ada = new("ada", "The parcel is known to be lost");

    /// <summary>Posts a parcel, and waits until its timer is set.</summary>
    public static async Task<TimerOfSaga> PostParcelAsync(this DurableHost host)
    {
        var parcelId = Guid.NewGuid();
        await host.Bus.Publish(new ParcelPosted(parcelId, "1 Main Street"));
        await host.UntilAsync(db => db.Set<ParcelState>().AnyAsync(x => x.CorrelationId == parcelId), "the saga");
        await host.UntilQuietAsync();
        var token = (await host.FindParcelAsync(parcelId))!.LostTokenId!.Value;
        return new TimerOfSaga((await host.TimersAsync()).Single(row => row.TokenId == token).OutboxId, parcelId, [token]);
    }

    /// <summary>Stores a timer that no saga has set.</summary>
    public static async Task<TimerOfSaga> PlantTimerAsync(
        this DurableHost host, DateTimeOffset dueAt, DateTimeOffset? visibleAt = null, DateTimeOffset? expiresAt = null)
    {
        var timer = new TimerOfSaga(Guid.NewGuid(), Guid.NewGuid(), [Guid.NewGuid()]);
        await host.InDatabaseAsync(db =>
        {
            db.Add(new OutboxMessage
            {
                OutboxId = timer.TimerId,
                MessageId = Guid.NewGuid(),
                DestinationAddress = "loopback://localhost/nobody",
                MessageTypes = MessageUrn.ForTypeString<ParcelLost>(),
                ContentType = "application/json",
                Headers = "{}",
                Body = "{}",
                SagaId = timer.SagaId,
                TokenId = timer.Tokens.Single(),
                DueAt = dueAt,
                VisibleAt = visibleAt ?? dueAt,
                ExpiresAt = expiresAt,
            });
            return db.SaveChangesAsync();
        });
        return timer;
    }

    public static Task<TimerResult> FireAsync(this DurableHost host, TimerOfSaga timer) =>
        host.Services.GetRequiredService<TimerService>().LetFireAsync(timer, Ada, CancellationToken.None);

    public static Task<TimerResult> MoveAsync(this DurableHost host, TimerOfSaga timer, DateTimeOffset dueAt) =>
        host.Services.GetRequiredService<TimerService>().MoveAsync(timer, dueAt, Ada, CancellationToken.None);

    public static Task<List<OutboxMessage>> TimersAsync(this DurableHost host) =>
        host.InDatabaseAsync(db => db.Set<OutboxMessage>().AsNoTracking().Where(message => message.DueAt != null).ToListAsync());

    public static Task<List<AuditEntry>> AuditOfTimersAsync(this DurableHost host) => host.InDatabaseAsync(db =>
        db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.SubjectKind == AuditActions.Timer).OrderBy(entry => entry.At)
            .ToListAsync());

    public static Task UntilLostAsync(this DurableHost host, Guid parcelId) => host.UntilAsync(
        db => db.Set<ParcelState>().AnyAsync(x => x.CorrelationId == parcelId && x.CurrentState == "Missing"),
        "the timer to fire");
}
