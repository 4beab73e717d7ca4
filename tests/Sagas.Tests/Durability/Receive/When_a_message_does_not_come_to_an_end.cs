using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Receive;

/// <summary>What a process finds that others died on. That they do die is tested with processes of the whole service.</summary>
[EveryBed]
internal class When_a_message_does_not_come_to_an_end
{
    [Test]
    public async Task Should_be_given_up_after_some_times()
    {
        await using var host = await DurableHost.StartAsync(configure: options => options.CrashLimit = 3);
        var messageId = await DeliverAgainAsync(host, died: 3);
        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");

        host.Script.Runs.ShouldBe(0);
        var dead = await host.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync());
        dead.MessageId.ShouldBe(messageId);
        dead.Endpoint.ShouldBe("StampParcel");
        dead.ConsumerId.ShouldBe("StampParcel:StampParcelConsumer");
        dead.Reason.ShouldContain("kills the process");
        dead.Body.ShouldContain("amount");
        await Eventually.BecomesTrueAsync(() => !host.Inspected.Seen.IsEmpty, "the fault");
    }

    [Test]
    public async Task Should_be_given_up_unread_if_even_giving_up_did_not_come_to_an_end()
    {
        await using var host = await DurableHost.StartAsync(configure: options => options.CrashLimit = 3);
        await DeliverAgainAsync(host, died: 4);
        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");

        var dead = await host.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync());
        dead.ConsumerId.ShouldBeNull();
        dead.Attempts.ShouldBe(3);
        dead.Reason.ShouldContain("kills the process");
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public async Task Should_be_counted_while_it_is_handled_before_that(int died)
    {
        await using var host = await DurableHost.StartAsync(configure: options => options.CrashLimit = 3);
        var counted = 0;
        host.Script.DuringConsume = async (_, context) => counted = await host.CountDeathsAsync(context.MessageId!.Value);
        await DeliverAgainAsync(host, died);
        await host.UntilAsync(db => db.Set<Stamp>().AnyAsync(), "the work");

        counted.ShouldBe(died + 1);
        (await host.InDatabaseAsync(db => db.Set<DeadLetter>().AnyAsync())).ShouldBeFalse();
    }

    [Test]
    public async Task Should_not_be_counted_where_it_comes_for_the_first_time()
    {
        await using var host = await DurableHost.StartAsync();
        await host.DeliverAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());
        await host.UntilAsync(db => db.Set<Stamp>().AnyAsync(), "the work");

        (await host.InDatabaseAsync(db => db.Set<InboxMessage>().AnyAsync(row => row.ConsumerId.Contains("#crash"))))
            .ShouldBeFalse();
    }

    private static async Task<Guid> DeliverAgainAsync(DurableHost host, int died)
    {
        var messageId = Guid.NewGuid();
        await host.PlantDeathsAsync(messageId, died);
        await host.DeliverAgainAsync("StampParcel", new StampParcel(Guid.NewGuid(), 1), messageId);
        return messageId;
    }
}
