using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Receive;

/// <summary>Whoever asks is told when a message is given up, once, and not before.</summary>
[EveryBed]
internal class When_somebody_waits_for_an_answer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // A saga of this process waits for answers and faults of the same types. These are not for it.
    [Test]
    public async Task Should_get_it()
    {
        await using var host = await DurableHost.StartAsync();

        (await AskAsync(host)).Message.Grams.ShouldBe(250);

        await host.UntilQuietAsync();
        (await host.InDatabaseAsync(db => db.Set<DeadLetter>().AnyAsync())).ShouldBeFalse();
    }

    [Test]
    public async Task Should_be_told_that_it_failed([Values] bool retries)
    {
        await using var host = await DurableHost.StartAsync(
            configure: options => options.RetryDelays = retries ? [TimeSpan.Zero, TimeSpan.Zero] : []);
        host.Weighing.DuringConsume = _ => throw new InvalidOperationException("The scales broke.");

        var failure = await AskAsync(host).ShouldThrowAsync<RequestFaultException>();

        failure.Fault!.Exceptions.ShouldHaveSingleItem().Message.ShouldBe("The scales broke.");
        (await host.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync())).Reason.ShouldBe("The scales broke.");
        await host.UntilQuietAsync();
        host.Weighing.Runs.ShouldBe(retries ? 3 : 1);
    }

    [Test]
    public async Task Should_be_told_only_when_the_message_is_given_up()
    {
        await using var host = await DurableHost.StartAsync(
            configure: options => options.RedeliveryDelays = [TimeSpan.FromMinutes(1)]);
        host.Weighing.DuringConsume = _ => throw new InvalidOperationException("The scales broke.");

        var answer = AskAsync(host);
        await host.UntilAsync(db => db.Set<OutboxMessage>().AnyAsync(x => x.DueAt != null), "the redelivery");
        await host.UntilQuietAsync();
        answer.IsCompleted.ShouldBeFalse();
        host.Time.Advance(TimeSpan.FromMinutes(1));

        await answer.ShouldThrowAsync<RequestFaultException>();
        (await host.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync())).Attempts.ShouldBe(2);
    }

    [Test]
    public async Task Should_be_told_once()
    {
        await using var host = await DurableHost.StartAsync(configure: options =>
        {
            options.RetryDelays = [TimeSpan.Zero];
            options.RedeliveryDelays = [TimeSpan.FromMinutes(1)];
        });
        host.Script.DuringConsume = (_, _) => throw new InvalidOperationException("The stamp broke.");
        var requestId = Guid.NewGuid();

        await SendAsync(host, requestId, faultTo: "Inspector");
        await host.UntilAsync(db => db.Set<OutboxMessage>().AnyAsync(x => x.DueAt != null), "the redelivery");
        await host.UntilQuietAsync();
        host.Inspected.Seen.ShouldBeEmpty();
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.BecomesTrueAsync(() => !host.Inspected.Seen.IsEmpty, "the fault");
        await host.UntilQuietAsync();

        var fault = host.Inspected.Seen.ShouldHaveSingleItem().ShouldBeAssignableTo<ConsumeContext<Fault<StampParcel>>>()!;
        fault.RequestId.ShouldBe(requestId);
        fault.Headers.Get<int>(MessageHeaders.FaultRedeliveryCount).ShouldBe(1);
        host.Script.Runs.ShouldBe(4);
    }

    // A fault address is for faults only; a response address is for both.
    [TestCase("Inspector", null)]
    [TestCase(null, "Inspector")]
    [TestCase("Inspector", "nobody")]
    public async Task Should_be_told_where_they_said(string? faultTo, string? respondTo)
    {
        await using var host = await DurableHost.StartAsync();
        host.Script.DuringConsume = (_, _) => throw new InvalidOperationException("The stamp broke.");
        var requestId = Guid.NewGuid();

        await SendAsync(host, requestId, faultTo, respondTo);
        await Eventually.BecomesTrueAsync(() => !host.Inspected.Seen.IsEmpty, "the fault");
        await host.UntilQuietAsync();

        host.Inspected.Seen.ShouldHaveSingleItem().RequestId.ShouldBe(requestId);
    }

    [Test]
    public async Task Should_keep_no_message_from_becoming_a_dead_letter_where_nobody_can_be_reached()
    {
        await using var host = await DurableHost.StartAsync();
        host.Script.DuringConsume = (_, _) => throw new InvalidOperationException("The stamp broke.");
        var endpoint = await host.Bus.GetSendEndpoint(new Uri("queue:StampParcel"));

        await endpoint.Send(
            new StampParcel(Guid.NewGuid(), 1), context => context.FaultAddress = new Uri("http://nowhere.example/faults"));
        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");
        await Eventually.BecomesTrueAsync(() => !host.Inspected.Seen.IsEmpty, "the fault to be published");
        await host.UntilQuietAsync();

        (await host.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync())).Reason.ShouldBe("The stamp broke.");
    }

    [Test]
    public async Task Should_be_told_that_there_is_no_saga()
    {
        await using var host = await DurableHost.StartAsync();
        var client = host.Services.GetRequiredService<IBus>()
            .CreateRequestClient<ParcelTouched>(new Uri("queue:ParcelState"), Patience);

        var failure = await client.GetResponse<ParcelRegistered>(new ParcelTouched(Guid.NewGuid(), "anybody?"))
            .ShouldThrowAsync<RequestFaultException>();

        failure.RequestType!.ShouldContain(nameof(ParcelTouched));
    }

    // Whoever asked has left by then; the answer finds nobody, which disturbs nobody.
    [Test]
    public async Task Should_let_an_operator_retry_what_was_asked()
    {
        await using var host = await DurableHost.StartAsync();
        host.Weighing.DuringConsume = run =>
            run == 1 ? throw new InvalidOperationException("The scales broke.") : Task.CompletedTask;
        await AskAsync(host).ShouldThrowAsync<RequestFaultException>();
        var deadLetter = await host.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync());

        await host.Services.GetRequiredService<DeadLetterService>()
            .RetryAsync(deadLetter.DeadLetterId, edit: null, new AuditedBy("ada", "It is mended"), CancellationToken.None);
        await Eventually.BecomesTrueAsync(() => host.Weighing.Runs == 2, "the second run");
        await host.UntilQuietAsync();

        (await host.InDatabaseAsync(db => db.Set<DeadLetter>().AnyAsync())).ShouldBeFalse();
        await host.UntilAsync(async db => !await db.Set<OutboxMessage>().AnyAsync(), "the response to leave");
    }

    [Test]
    public async Task Should_still_be_published_where_nobody_asked()
    {
        await using var host = await DurableHost.StartAsync();
        host.Script.DuringConsume = (_, _) => throw new InvalidOperationException("The stamp broke.");

        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());
        await Eventually.BecomesTrueAsync(() => !host.Inspected.Seen.IsEmpty, "the fault");

        host.Inspected.Seen.Single().ShouldBeAssignableTo<ConsumeContext<Fault<StampParcel>>>();
    }

    private static Task<Response<ParcelWeighed>> AskAsync(DurableHost host) =>
        host.Bus.CreateRequestClient<WeighParcel>(new Uri("queue:WeighParcel"), Patience)
            .GetResponse<ParcelWeighed>(new WeighParcel(Guid.NewGuid()));

    private static async Task SendAsync(DurableHost host, Guid requestId, string? faultTo = null, string? respondTo = null)
    {
        var endpoint = await host.Bus.GetSendEndpoint(new Uri("queue:StampParcel"));
        await endpoint.Send(new StampParcel(Guid.NewGuid(), 1), context =>
        {
            context.RequestId = requestId;
            context.FaultAddress = Beside(host, faultTo);
            context.ResponseAddress = Beside(host, respondTo);
        });
    }

    private static Uri? Beside(DurableHost host, string? queue) => queue is null ? null : new Uri(host.Bus.Address, queue);
}
