using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.Sagas;

[EveryBed]
internal class When_a_saga_handles_messages
{
    [Test]
    public async Task Should_store_its_state_its_history_and_its_timer_together()
    {
        await using var host = await DurableHost.StartAsync();
        var parcelId = Guid.NewGuid();

        await host.Bus.Publish(new ParcelPosted(parcelId, "1 Main Street"));
        await host.UntilAsync(db => db.Set<ParcelState>().AnyAsync(x => x.CorrelationId == parcelId), "the saga to exist");
        await host.UntilQuietAsync();

        var parcel = (await host.FindParcelAsync(parcelId))!;
        parcel.CurrentState.ShouldBe("Travelling");
        parcel.Version.ShouldBe(1);
        var step = await host.InDatabaseAsync(db => db.Set<SagaTransition>().SingleAsync(x => x.SagaId == parcelId));
        step.Event.ShouldBe("ParcelPosted");
        step.FromState.ShouldBe("Initial");
        step.ToState.ShouldBe("Travelling");
        step.Version.ShouldBe(1);
        step.MessageId.ShouldNotBeNull();
        var timer = await host.InDatabaseAsync(db => db.Set<OutboxMessage>().SingleAsync());
        timer.TokenId.ShouldBe(parcel.LostTokenId);
        timer.SagaId.ShouldBe(parcelId);
        timer.SagaVersion.ShouldBe(1);
    }

    [Test]
    public async Task Should_send_its_messages_in_order_with_its_version()
    {
        await using var host = await DurableHost.StartAsync();
        var parcelId = Guid.NewGuid();

        await host.Bus.Publish(new ParcelPosted(parcelId, "1 Main Street"));
        await Time.Eventually.BecomesTrueAsync(() => host.Inspected.Seen.Count == 3, "three events");

        var seen = host.Inspected.Seen.ToArray();
        seen.Select(x => x.Headers.Get<string>("Saga-Version")).ShouldAllBe(version => version == "1");
        seen.Select(x => x.Headers.Get<string>("Saga-Id")).ShouldAllBe(id => id == parcelId.ToString());
    }
}
