using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Sagas.Tests.Durability.World;

/// <summary>Writes a row of its own and publishes; what it does beside that is up to the test.</summary>
internal class StampParcelConsumer(DbContext database, ConsumerScript script) : IConsumer<StampParcel>
{
    public async Task Consume(ConsumeContext<StampParcel> context)
    {
        var run = script.BeginRun();
        database.Add(
            new Stamp { StampId = Guid.NewGuid(), ParcelId = context.Message.ParcelId, Amount = context.Message.Amount });
        await database.SaveChangesAsync(context.CancellationToken);
        await context.Publish(new ParcelStamped(context.Message.ParcelId));
        await script.DuringConsume(run, context);
    }
}
