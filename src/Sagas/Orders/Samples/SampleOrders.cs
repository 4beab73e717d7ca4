using MassTransit;
using Sagas.Durability.Commit;
using Sagas.Durability.Settings;
using Sagas.Operations.Overview;

namespace Sagas.Orders.Samples;

/// <summary>Places sample orders from within the service: all of them or none.</summary>
internal sealed class SampleOrders(IPublishEndpoint publisher, IUnitOfWork unitOfWork, TimeProvider time) : ISampleSource
{
    public string Description =>
        "Place some sample orders and watch them: most are paid, some are declined, and a few cause trouble.";

    public string Name => "sample orders";

    public string Command => "dotnet run --project src/Sagas -- sample --orders 200";

    public int DefaultCount => SampleMix.DefaultCount;

    public int MostAtATime => SampleMix.MostOrders;

    /// <summary>Places orders.</summary>
    public async Task PlaceAsync(int count, CancellationToken cancellationToken)
    {
        var now = time.GetStorableUtcNow();
        for (var number = 0; number < count; number++)
            await publisher.Publish(SampleMix.Order(number, now), cancellationToken);
        await unitOfWork.CommitAsync(cancellationToken);
    }
}
