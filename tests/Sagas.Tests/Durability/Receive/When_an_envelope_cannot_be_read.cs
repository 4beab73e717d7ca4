using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Commit;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.Receive;

/// <summary>
/// The message itself is in order, but not what it tells about itself, which is read only when somebody asks for it.
/// </summary>
[EveryBed]
internal class When_an_envelope_cannot_be_read
{
    [TestCase("messageId", "none")]
    [TestCase("conversationId", "none")]
    [TestCase("correlationId", "none")]
    [TestCase("initiatorId", "none")]
    [TestCase("requestId", "none")]
    [TestCase("responseAddress", "http://[")]
    [TestCase("faultAddress", "nowhere")]
    [TestCase("sourceAddress", "nowhere")]
    public async Task Should_become_a_dead_letter_at_once(string member, string value)
    {
        await using var host = await DurableHost.StartAsync();

        await DispatchAsync(host, member, value);
        await host.UntilAsync(db => db.Set<DeadLetter>().AnyAsync(), "the dead letter");
        await host.UntilQuietAsync();

        var deadLetter = await host.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync());
        deadLetter.Reason.ShouldStartWith("The envelope of the message cannot be read: ");
        deadLetter.Body.ShouldContain($"\"{member}\":\"{value}\"");
        host.Script.Runs.ShouldBe(0);
    }

    private static async Task DispatchAsync(DurableHost host, string member, string value)
    {
        var now = host.Time.GetUtcNow();
        var unit = new UnitOfWork();
        unit.Outgoing.Add(new OutboxMessage
        {
            OutboxId = Guid.NewGuid(),
            MessageId = Guid.NewGuid(),
            DestinationAddress = "exchange:StampParcel",
            MessageTypes = "urn:message:Sagas.Tests.Durability.World:StampParcel",
            ContentType = "application/vnd.masstransit+json",
            Headers = "{}",
            Body = $$$"""
                {"{{{member}}}":"{{{value}}}","messageType":["urn:message:Sagas.Tests.Durability.World:StampParcel"],
                 "message":{"parcelId":"{{{Guid.NewGuid()}}}","amount":1}}
                """,
            CreatedAt = now,
            VisibleAt = now.AddHours(1),
        });
        (await host.Services.GetRequiredService<ICommitter>().CommitAsync(unit, default)).ShouldBe(CommitOutcome.Committed);
    }
}
