using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Access.Settings;
using Sagas.Durability.Commit;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Operations.Overview;
using Sagas.Orders.Api.Submitting;

namespace Sagas.Orders.Samples;

/// <summary>
/// Places sample orders from within the service: all of them or none, and only while it keeps up with its work.
/// </summary>
internal sealed class SampleOrders(
    IPublishEndpoint publisher, DbContext db, IUnitOfWork unitOfWork, BacklogGate gate, SubmissionPlaces places,
    SampleOffer offer, TimeProvider time) : ISampleSource
{
    private const string Action = "samples.place";
    private const string Subject = "samples";

    public string Description =>
        "Place some sample orders and watch them: most are paid, some are declined, and a few cause trouble.";

    public string Name => "sample orders";

    public string Command => "dotnet run --project src/Sagas -- sample --orders 200";

    public int DefaultCount => SampleMix.DefaultCount;

    public int MostAtATime => SampleMix.MostOrders;

    public string Role => AccessRoles.OrdersSubmitter;

    public string? Unavailable => offer.Unavailable;

    /// <summary>Places orders.</summary>
    public async Task<bool> PlaceAsync(int count, AuditedBy by, CancellationToken cancellationToken)
    {
        using var place = await places.TakeAsync(cancellationToken);
        if (place is null || !await gate.AdmitsAsync(cancellationToken))
            return false;
        var now = time.GetStorableUtcNow();
        for (var number = 0; number < count; number++)
            await publisher.Publish(SampleMix.Order(number, now), cancellationToken);
        db.Add(AuditEntry.New(time, by, Action, (Subject, Name), after: new { count }));
        await unitOfWork.CommitAsync(cancellationToken);
        return true;
    }
}
