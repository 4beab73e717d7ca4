using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Commit;
using Sagas.Durability.Messages;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.Receive;

/// <summary>
/// A message has been handled, and comes again. Whatever its consumer makes of it now, the message was handled: nobody retries
/// it, keeps it as a dead letter, or is told that it failed.
/// </summary>
[EveryBed]
internal class When_a_duplicate_fails
{
    private static readonly Uri Queue = new("queue:StampParcel");

    // A broker's producer may send twice what it never learned to have arrived; nothing tells such a duplicate from another
    // message.
    [TestCase(false, 0)]
    [TestCase(false, 3)]
    [TestCase(true, 0)]
    [TestCase(true, 3)]
    public async Task Should_be_acknowledged(bool isDeliveredAgain, int retries)
    {
        await using var host = await StartAsync(retries);
        var deliveries = EndedDeliveries.Watch(host);
        var messageId = await HandleAsync(host);
        host.Script.DuringConsume = (_, _) => throw new InvalidOperationException("It is stamped already.");

        await DeliverAsync(host, messageId, isDeliveredAgain);
        await ShouldComeToNothingAsync(host, deliveries, messageId);

        host.Script.Runs.ShouldBe(isDeliveredAgain ? 1 : 2, "Where it is told to be delivered again, nobody runs for it.");
    }

    [Test]
    public async Task Should_be_acknowledged_although_it_was_redelivered_on_schedule()
    {
        await using var host = await StartAsync();
        var deliveries = EndedDeliveries.Watch(host);
        var messageId = await HandleAsync(host);
        host.Script.DuringConsume = (_, _) => throw new InvalidOperationException("It is stamped already.");

        var endpoint = await host.Bus.GetSendEndpoint(Queue);
        await endpoint.Send(new StampParcel(Guid.NewGuid(), 1), context =>
        {
            context.MessageId = messageId;
            context.Headers.Set(TransportHeaders.Redeliveries, "1");
        });
        await ShouldComeToNothingAsync(host, deliveries, messageId);

        host.Script.Runs.ShouldBe(1);
    }

    // It fails for as long as the first delivery has not been committed, and is about to be given up when it is.
    [TestCase(0)]
    [TestCase(1)]
    public async Task Should_be_acknowledged_when_the_other_delivery_comes_to_its_end_first(int redeliveries)
    {
        await using var host = await StartAsync(retries: 0, redeliveries);
        var deliveries = EndedDeliveries.Watch(host);
        var (messageId, first, second) = (Guid.NewGuid(), new TaskCompletionSource(), new TaskCompletionSource());
        host.Script.DuringConsume = async (run, _) =>
        {
            if (run == 1)
            {
                await first.Task;
                return;
            }

            first.SetResult();
            await host.UntilAsync(db => db.Set<InboxMessage>().AnyAsync(), "the first delivery to be handled");
            second.SetResult();
            throw new InvalidOperationException("It is stamped already.");
        };

        await DeliverAsync(host, messageId);
        await DeliverAsync(host, messageId);
        await second.Task;
        await ShouldComeToNothingAsync(host, deliveries, messageId);

        host.Script.Runs.ShouldBe(2);
    }

    [Test]
    public async Task Should_not_move_a_saga_that_would_refuse_it([Values] bool isDeliveredAgain)
    {
        await using var host = await StartAsync();
        var deliveries = EndedDeliveries.Watch(host);
        var (parcelId, messageId) = (Guid.NewGuid(), Guid.NewGuid());
        await host.InsureAsync(parcelId, 100);
        await host.DeliverAsync("PolicyState", new PolicyEnded(parcelId), messageId);
        await host.UntilAsync(async db => !await db.Set<PolicyState>().AnyAsync(), "the end");

        // The saga is gone: it would be a message for nobody.
        if (isDeliveredAgain)
            await host.DeliverAgainAsync("PolicyState", new PolicyEnded(parcelId), messageId);
        else
            await host.DeliverAsync("PolicyState", new PolicyEnded(parcelId), messageId);
        await ShouldComeToNothingAsync(host, deliveries, messageId);

        (await host.StepsAsync<PolicyState>(parcelId)).Count.ShouldBe(2);
    }

    [Test]
    public async Task Should_not_begin_a_saga_anew_that_has_ended()
    {
        await using var host = await StartAsync();
        var deliveries = EndedDeliveries.Watch(host);
        var (parcelId, messageId) = (Guid.NewGuid(), Guid.NewGuid());
        await host.DeliverAsync("PolicyState", new InsureParcel(parcelId, 100), messageId);
        await host.UntilAsync(db => db.Set<PolicyState>().AnyAsync(), "the policy");
        await host.EndPolicyAsync(parcelId);

        await host.DeliverAsync("PolicyState", new InsureParcel(parcelId, 100), messageId);
        await ShouldComeToNothingAsync(host, deliveries, messageId);

        (await host.FindPolicyAsync(parcelId)).ShouldBeNull();
        (await host.StepsAsync<PolicyState>(parcelId)).Count.ShouldBe(2);
    }

    // The failed unit of work, and not somebody who looked before it, finds out.
    [Test]
    public async Task Should_be_found_by_the_transaction_that_would_give_it_up()
    {
        await using var host = await StartAsync();
        var messageId = await HandleAsync(host);

        var outcome = await GiveUpAsync(host, messageId);
        var other = await GiveUpAsync(host, Guid.NewGuid());

        outcome.ShouldBe(CommitOutcome.Duplicate);
        other.ShouldBe(CommitOutcome.Committed);
        (await host.InDatabaseAsync(db => db.Set<DeadLetter>().CountAsync())).ShouldBe(1);
        (await host.InDatabaseAsync(db => db.Set<InboxMessage>().CountAsync(row => !EF.Functions.Like(row.ConsumerId, "%#%"))))
            .ShouldBe(1, "What was given up was not handled.");
    }

    [Test]
    public async Task Should_not_give_up_what_is_handled_at_this_moment()
    {
        await using var host = await StartAsync();
        for (var round = 0; round < 20; round++)
        {
            var messageId = Guid.NewGuid();
            var handled = host.Services.GetRequiredService<ICommitter>().CommitAsync(
                new UnitOfWork { Claim = ClaimOn(messageId) }, CancellationToken.None);
            var outcomes = (Handled: await handled, GivenUp: await GiveUpAsync(host, messageId));
            outcomes.ShouldBe((CommitOutcome.Committed, CommitOutcome.Duplicate));
        }
    }

    // Otherwise an operator who retries the dead letter would be told that it is a duplicate.
    [Test]
    public async Task Should_be_handled_after_it_was_given_up()
    {
        await using var host = await StartAsync();
        host.Script.DuringConsume = (run, _) => run == 1 ? throw new InvalidOperationException("Not yet.") : Task.CompletedTask;
        var messageId = Guid.NewGuid();

        await DeliverAsync(host, messageId);
        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");
        await DeliverAsync(host, messageId);

        await host.UntilAsync(db => db.Set<Stamp>().AnyAsync(), "the work");
    }

    private static Task<DurableHost> StartAsync(int retries = 0, int redeliveries = 0) =>
        DurableHost.StartAsync(configure: options =>
        {
            options.RetryDelays = [.. Enumerable.Repeat(TimeSpan.Zero, retries)];
            options.RedeliveryDelays = [.. Enumerable.Repeat(TimeSpan.FromMinutes(1), redeliveries)];
        });

    private static async Task<Guid> HandleAsync(DurableHost host)
    {
        var messageId = Guid.NewGuid();
        await DeliverAsync(host, messageId);
        await host.UntilAsync(db => db.Set<InboxMessage>().AnyAsync(row => row.MessageId == messageId), "the message");
        await host.UntilQuietAsync();
        return messageId;
    }

    private static Task DeliverAsync(DurableHost host, Guid messageId, bool isDeliveredAgain = false)
    {
        var message = new StampParcel(Guid.NewGuid(), 1);
        return isDeliveredAgain
            ? host.DeliverAgainAsync("StampParcel", message, messageId)
            : host.DeliverAsync("StampParcel", message, messageId);
    }

    private static async Task ShouldComeToNothingAsync(DurableHost host, EndedDeliveries deliveries, Guid messageId)
    {
        await deliveries.UntilAsync(messageId, 2);
        await host.UntilQuietAsync();

        (await host.InDatabaseAsync(db => db.Set<DeadLetter>().Select(letter => letter.Reason).ToListAsync())).ShouldBeEmpty();
        (await host.InDatabaseAsync(
            db => db.Set<OutboxMessage>().AnyAsync(message => message.MessageId == messageId))).ShouldBeFalse();
        host.Inspected.Seen.OfType<ConsumeContext<Fault<StampParcel>>>().ShouldBeEmpty();
    }

    private static Task<CommitOutcome> GiveUpAsync(DurableHost host, Guid messageId)
    {
        var unit = new UnitOfWork { Unhandled = ClaimOn(messageId) };
        unit.DeadLetters.Add(new DeadLetter
        {
            DeadLetterId = Guid.NewGuid(),
            MessageId = messageId,
            MessageTypes = "",
            Endpoint = "StampParcel",
            ContentType = "text/plain",
            Headers = "{}",
            Body = "",
            Reason = "It failed.",
        });
        return host.Services.GetRequiredService<ICommitter>().CommitAsync(unit, CancellationToken.None);
    }

    private static InboxMessage ClaimOn(Guid messageId) =>
        new() { MessageId = messageId, ConsumerId = "StampParcel:StampParcelConsumer" };
}
