using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Hosting.Telemetry.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Diagnostics;

// Instruments and spans are the whole run's: other services would be heard, too.
[NonParallelizable]
internal class When_failures_are_counted
{
    [Test]
    public async Task Should_count_redeliveries_and_dead_letters()
    {
        using var recorder = new MeasurementRecorder();
        await using var host = await DurableHost.StartAsync(
            configure: options => options.RedeliveryDelays = [TimeSpan.FromMinutes(1)]);
        host.Script.DuringConsume = (_, _) => throw new InvalidOperationException("The stamp broke.");

        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());
        await host.UntilAsync(db => db.Set<OutboxMessage>().AnyAsync(message => message.DueAt != null), "the redelivery");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");
        await Eventually.BecomesTrueAsync(() => recorder.Sum("sagas.dead_letters", "endpoint=StampParcel") > 0, "the count");

        recorder.Sum("sagas.redeliveries", "endpoint=StampParcel").ShouldBe(1);
        recorder.Sum("sagas.dead_letters", "endpoint=StampParcel").ShouldBe(1);
    }

    [Test]
    public async Task Should_count_duplicates()
    {
        using var recorder = new MeasurementRecorder();
        await using var host = await DurableHost.StartAsync();
        var messageId = Guid.NewGuid();

        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), messageId);
        await host.UntilAsync(db => db.Set<Stamp>().AnyAsync(), "the work");
        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), messageId);

        await Eventually.BecomesTrueAsync(
            () => recorder.Sum("sagas.inbox.duplicates", "consumer=StampParcel:StampParcelConsumer") == 1, "the count");
    }

    [Test]
    public async Task Should_count_conflicts_and_not_the_steps_that_met_with_them()
    {
        using var recorder = new MeasurementRecorder();
        await using var host = await DurableHost.StartAsync();
        var parcelId = Guid.NewGuid();
        await host.DeliverAsync("ParcelState", new ParcelPosted(parcelId, "1 Main Street"), Guid.NewGuid());
        await host.UntilAsync(db => db.Set<ParcelState>().AnyAsync(), "the saga");

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            host.DeliverAsync("ParcelState", new ParcelTouched(parcelId, $"note {i}"), Guid.NewGuid())));
        await host.UntilAsync(db => db.Set<ParcelState>().AnyAsync(x => x.Version == 41), "all messages");

        const string Steps = "saga=ParcelState event=ParcelTouched from=Travelling to=Travelling";
        await Eventually.BecomesTrueAsync(() => recorder.Sum("sagas.transitions", Steps) >= 40, "the count");
        recorder.Sum("sagas.transitions", Steps).ShouldBe(40);
        recorder.Sum("sagas.unit_of_work.conflicts", "consumer=ParcelState:ParcelState").ShouldBeGreaterThan(0);
    }
}
