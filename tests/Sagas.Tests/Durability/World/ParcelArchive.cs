using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Archive;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Tests.Durability.World;

/// <summary>A process that archives delivered parcels with their stamps, but only when a test lets it.</summary>
internal static class ParcelArchive
{
    public static readonly TimeSpan After = TimeSpan.FromDays(8);

    // No test lets so much time pass at once.
    private static readonly TimeSpan NotByItself = TimeSpan.FromDays(40);

    public static void Configure(DurabilityOptions options)
    {
        options.ArchiveAfter = After;
        options.ArchiveInterval = NotByItself;
        options.Archive<ParcelState>("Arrived").With<Stamp>(stamp => stamp.ParcelId);
    }

    /// <summary>Archives as another instance would that has just started.</summary>
    public static async Task<int> ArchiveAsync(this DurableHost host)
    {
        using var archiver = host.NewArchiver();
        return await archiver.ArchiveAsync(CancellationToken.None);
    }

    public static SagaArchiver NewArchiver(this DurableHost host) =>
        ActivatorUtilities.CreateInstance<SagaArchiver>(host.Services);

    /// <summary>Posts a parcel, stamps and delivers it, and waits until nothing is under way.</summary>
    public static async Task<Guid> DeliverParcelAsync(this DurableHost host)
    {
        var parcelId = Guid.NewGuid();
        await host.Bus.Publish(new ParcelPosted(parcelId, "1 Main Street"));
        await host.UntilAsync(db => db.Set<ParcelState>().AnyAsync(x => x.CorrelationId == parcelId), "the saga");
        await host.Bus.Publish(new StampParcel(parcelId, 85));
        await host.UntilAsync(db => db.Set<Stamp>().AnyAsync(x => x.ParcelId == parcelId), "the stamp");
        await host.Bus.Publish(new ParcelDelivered(parcelId));
        await host.UntilAsync(
            db => db.Set<ParcelState>().AnyAsync(x => x.CorrelationId == parcelId && x.CurrentState == "Arrived"),
            "the delivery");
        await host.UntilQuietAsync();
        return parcelId;
    }

    /// <summary>Stores parcels with one step each, as if they had been handled long ago.</summary>
    public static Task<int> PlantAsync(
        this DurableHost host, IEnumerable<Guid> parcelIds, string state = "Arrived", int version = 1, int definition = 1) =>
        host.InDatabaseAsync(db =>
        {
            foreach (var parcelId in parcelIds)
            {
                db.Add(new ParcelState
                {
                    CorrelationId = parcelId,
                    CurrentState = state,
                    Version = version,
                    DefinitionVersion = definition,
                });
                db.Add(Step(parcelId, state, host.Time.GetStorableUtcNow()));
            }

            return db.SaveChangesAsync();
        });

    public static Task<ArchivedSaga?> FindArchivedAsync(this DurableHost host, Guid parcelId) =>
        host.InDatabaseAsync(db => new SagaArchive(db).FindAsync<ParcelState>(parcelId, CancellationToken.None));

    private static SagaTransition Step(Guid parcelId, string state, DateTimeOffset at) => new()
    {
        SagaType = nameof(ParcelState),
        SagaId = parcelId,
        Version = 1,
        Event = nameof(ParcelDelivered),
        FromState = "Initial",
        ToState = state,
        At = at,
        Changes = "{}",
        Messages = "[]",
    };
}
