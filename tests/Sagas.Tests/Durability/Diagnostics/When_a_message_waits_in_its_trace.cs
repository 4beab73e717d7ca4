using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Commit;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Hosting.Telemetry.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Diagnostics;

/// <summary>Between a message and its effect lie a timer, a failure or the end of a process; the trace goes on.</summary>
// Instruments and spans are the whole run's: other services would be heard, too.
[NonParallelizable]
internal class When_a_message_waits_in_its_trace
{
    [Test]
    public async Task Should_go_on_in_the_next_process()
    {
        using var recorder = SpanRecorder.OfTheDurableLayer();
        // The first process commits, and never starts to send.
        await using var first = await DurableHost.StartAsync(started: false);
        var traceId = await PostAsync(first, Guid.NewGuid());

        await using var second = await DurableHost.StartAsync(first.Bed, first.Time);
        var saga = await SpanAsync(recorder, "ParcelState process", "ParcelPosted");

        saga.TraceId.ShouldBe(traceId);
        recorder.TraceOf(saga).PathTo(saga).Select(span => span.Title).ShouldBe(
        [
            "post",
            "outbox send ParcelPosted",
            "outbox dispatch",
            "urn:message:Sagas.Tests.Durability.World:ParcelPosted send",
            "ParcelState receive ParcelPosted",
            "ParcelState process ParcelPosted",
        ]);
    }

    [Test]
    public async Task Should_go_on_when_a_timer_rings_in_the_next_process()
    {
        using var recorder = SpanRecorder.OfTheDurableLayer();
        string traceId;
        var time = new ManualTimeProvider();
        await using var bed = await TestBeds.EmptyAsync();
        await using (var first = await DurableHost.StartAsync(bed, time))
        {
            traceId = await PostAsync(first, Guid.NewGuid());
            await first.UntilAsync(db => db.Set<OutboxMessage>().AnyAsync(message => message.DueAt != null), "the timer");
            await first.UntilQuietAsync();
        }

        await using var second = await DurableHost.StartAsync(bed, time);
        time.Advance(ParcelStateMachine.LostAfter);
        var saga = await SpanAsync(recorder, "ParcelState process", "ParcelLost");

        saga.TraceId.ShouldBe(traceId);
        recorder.TraceOf(saga).PathTo(saga).Select(span => span.Title).Skip(5).ShouldBe(
        [
            "ParcelState process ParcelPosted",
            "outbox send ParcelLost",
            "outbox dispatch",
            "ParcelState send ParcelLost",
            "ParcelState receive ParcelLost",
            "ParcelState process ParcelLost",
        ]);
        recorder.TraceOf(saga).PathTo(saga).Single(span => span.Tags.ContainsKey("sagas.timer.due_at")).Name
            .ShouldBe("outbox dispatch");
    }

    [Test]
    public async Task Should_go_on_when_a_failed_message_is_delivered_again()
    {
        using var recorder = SpanRecorder.OfTheDurableLayer();
        await using var host = await DurableHost.StartAsync(
            configure: options => options.RedeliveryDelays = [TimeSpan.FromMinutes(1)]);
        host.Script.DuringConsume = (run, _) => run == 1
            ? throw new InvalidOperationException("The stamp broke.")
            : Task.CompletedTask;

        using (var root = SpanRecorderSource.Start("post"))
            await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());
        await host.UntilAsync(db => db.Set<OutboxMessage>().AnyAsync(message => message.DueAt != null), "the redelivery");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var stamped = await SpanAsync(recorder, "Inspector process", "ParcelStamped");

        var path = recorder.TraceOf(stamped).PathTo(stamped).Select(span => span.Title).ToList();
        path.ShouldBe(
        [
            "post",
            "StampParcel send",
            "outbox dispatch",
            "StampParcel send",
            "StampParcel receive",
            "StampParcel process",
            "outbox send ParcelStamped",
            "outbox dispatch",
            "urn:message:Sagas.Tests.Durability.World:ParcelStamped send",
            "Inspector receive ParcelStamped",
            "Inspector process ParcelStamped",
        ]);
    }

    [Test]
    public async Task Should_keep_the_baggage()
    {
        using var recorder = SpanRecorder.OfTheDurableLayer();
        await using var host = await DurableHost.StartAsync();
        string? tenant = null;
        host.Script.DuringConsume = (_, _) =>
        {
            tenant = System.Diagnostics.Activity.Current?.GetBaggageItem("tenant");
            return Task.CompletedTask;
        };

        using (var root = SpanRecorderSource.Start("post"))
        {
            root.SetBaggage("tenant", "north");
            await using var scope = host.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IPublishEndpoint>().Publish(new StampParcel(Guid.NewGuid(), 1));
            await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default);
        }

        await Eventually.BecomesTrueAsync(() => host.Script.Runs == 1, "the consumer");
        await host.UntilQuietAsync();
        tenant.ShouldBe("north");
    }

    private static async Task<string> PostAsync(DurableHost host, Guid parcelId)
    {
        using var root = SpanRecorderSource.Start("post");
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IPublishEndpoint>().Publish(new ParcelPosted(parcelId, "1 Main Street"));
        (await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default)).ShouldBe(CommitOutcome.Committed);
        return root.TraceId.ToHexString();
    }

    /// <summary>The span, once it and all that led to it have ended.</summary>
    private static async Task<Span> SpanAsync(SpanRecorder recorder, string name, string messageType)
    {
        await Eventually.BecomesTrueAsync(
            () => Find() is { } span && recorder.TraceOf(span).IsCompleteTo(span), $"{name} {messageType}");
        return Find()!;

        Span? Find() => recorder.Find(span => span.Name == name && span.MessageType == messageType);
    }
}
