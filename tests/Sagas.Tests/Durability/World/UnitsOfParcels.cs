using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Commit;
using Sagas.Durability.Databases;
using Sagas.Durability.Tables;

namespace Sagas.Tests.Durability.World;

/// <summary>Units of work without messages that would have to be consumed for them.</summary>
internal static class UnitsOfParcels
{
    /// <summary>A unit that handles a message, and sends one.</summary>
    public static UnitOfWork NewUnit(Guid? messageId = null)
    {
        var unit = new UnitOfWork { Claim = new InboxMessage { MessageId = messageId ?? Guid.NewGuid(), ConsumerId = "test" } };
        unit.Outgoing.Add(new OutboxMessage
        {
            OutboxId = Guid.NewGuid(),
            MessageId = Guid.NewGuid(),
            DestinationAddress = "loopback://localhost/nobody",
            MessageTypes = "",
            ContentType = "",
            Headers = "{}",
            Body = "",
        });
        return unit;
    }

    /// <summary>The unit also brings a saga to a version, from the one before.</summary>
    public static UnitOfWork WithParcel(this UnitOfWork unit, DurableHost host, Guid parcelId, int version)
    {
        var table = host.Services.GetRequiredService<DurableDatabase>().Table(typeof(ParcelState));
        var saga = new ParcelState { CorrelationId = parcelId, Version = version };
        unit.Sagas.Add(
            new SagaWrite(version == 1 ? SagaWriteKind.Insert : SagaWriteKind.Update, table, saga, parcelId, version - 1));
        return unit.WithStep(parcelId, version);
    }

    public static UnitOfWork WithStep(this UnitOfWork unit, Guid parcelId, int version)
    {
        unit.Transitions.Add(new SagaTransition
        {
            SagaType = nameof(ParcelState),
            SagaId = parcelId,
            Version = version,
            Event = "Tested",
            FromState = "Before",
            ToState = "After",
            Changes = "{}",
            Messages = "[]",
        });
        return unit;
    }

    /// <summary>The unit also saves what a context tracks.</summary>
    public static UnitOfWork WithStamp(this UnitOfWork unit, DbContext context, Guid parcelId)
    {
        context.Add(new Stamp { StampId = Guid.NewGuid(), ParcelId = parcelId });
        unit.Participants.Add(context);
        return unit;
    }

    /// <summary>Commits the units in one group.</summary>
    public static async Task<IReadOnlyList<WaitingUnit>> CommitTogetherAsync(this DurableHost host, params UnitOfWork[] units)
    {
        var group = units.Select(unit => new WaitingUnit(unit, activity: null)).ToList();
        await host.Services.GetRequiredService<GroupTransaction>().CommitAsync(group, CancellationToken.None);
        return group;
    }

    /// <summary>What is stored of a unit: its claim, its messages, its steps.</summary>
    public static Task<(int Claims, int Messages, int Steps)> FindTracesAsync(this DurableHost host, UnitOfWork unit)
    {
        var outgoing = unit.Outgoing.Select(message => message.OutboxId).ToList();
        var sagas = unit.Transitions.Select(step => step.SagaId).ToList();
        var versions = unit.Transitions.Select(step => step.Version).ToList();
        return host.InDatabaseAsync(async db => (
            await db.Set<InboxMessage>().CountAsync(claim => claim.MessageId == unit.Claim!.MessageId),
            await db.Set<OutboxMessage>().CountAsync(message => outgoing.Contains(message.OutboxId)),
            await db.Set<SagaTransition>().CountAsync(step => sagas.Contains(step.SagaId) && versions.Contains(step.Version))));
    }
}
