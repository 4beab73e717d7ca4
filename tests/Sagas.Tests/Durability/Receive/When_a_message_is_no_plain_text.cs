using System.Text;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Commit;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Messages;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.DeadLetters;
using Sagas.Tests.Durability.Messages;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.Receive;

/// <summary>Whatever is put aside comes back as it was, however often.</summary>
[EveryBed]
internal class When_a_message_is_no_plain_text
{
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(1);

    [Test]
    public async Task Should_keep_the_type_of_every_header()
    {
        await using var host = await DurableHost.StartAsync(configure: options =>
        {
            options.RedeliveryDelays = [Delay];
            options.KeepMessagesFor = TimeSpan.FromHours(1);
        });
        host.Break();
        var headers = HeaderKinds.Each.Index().ToDictionary(
            header => $"X{header.Index}", header => OnTheWayOf(host, header.Item), StringComparer.Ordinal);
        var messageId = Guid.NewGuid();

        await DispatchAsync(host, Envelope(messageId), messageId, new MessageProperties(headers, Properties: null));
        await host.UntilAsync(db => db.Set<OutboxMessage>().AnyAsync(message => message.DueAt != null), "the redelivery");
        await host.UntilQuietAsync();
        var redelivery = await host.InDatabaseAsync(db => db.Set<OutboxMessage>().AsNoTracking().SingleAsync());
        host.Time.Advance(Delay);
        var first = await host.UntilLetterAsync(messageId);
        (await host.RetryAsync(first)).Status.ShouldBe(DeadLetterStatus.Done);
        await host.UntilAsync(db => db.Set<OutboxMessage>().AnyAsync(message => message.DueAt != null), "the next redelivery");
        await host.UntilQuietAsync();
        host.Time.Advance(Delay);
        var second = await host.UntilLetterAsync(messageId);

        ShouldHave(redelivery.Headers, redelivery.Wire, headers);
        ShouldHave(first.Headers, first.Wire, headers);
        ShouldHave(second.Headers, second.Wire, headers);
        second.DeadLetterId.ShouldNotBe(first.DeadLetterId);
        foreach (var kept in await host.InDatabaseAsync(db => db.Set<JournaledMessage>().AsNoTracking()
            .Where(message => message.MessageId == messageId).ToListAsync()))
            ShouldHave(kept.Headers, kept.Wire, headers);
    }

    [Test]
    public async Task Should_keep_the_types_of_headers_that_a_program_sets()
    {
        await using var host = await DurableHost.StartAsync(
            configure: options => options.KeepMessagesFor = TimeSpan.FromHours(1));
        host.Script.DuringConsume = (_, context) => context.Publish(new ParcelStamped(context.Message.ParcelId), sent =>
        {
            sent.Headers.Set("Urgent", false, true);
            sent.Headers.Set("Tries", 3L, true);
            sent.Headers.Set("Places", new[] { "Kiel", "Ulm" }, true);
            sent.Headers.Set("Sender", "ada");
        });

        await host.DeliverAsync(DeadLettersOfParcels.Queue, new StampParcel(Guid.NewGuid(), 1), Guid.NewGuid());
        await host.UntilAsync(
            db => db.Set<JournaledMessage>().AnyAsync(message => message.Headers.Contains("Places")), "the message to leave");

        var kept = await host.InDatabaseAsync(db => db.Set<JournaledMessage>().AsNoTracking()
            .SingleAsync(message => message.Headers.Contains("Places")));
        ShouldHave(kept.Headers, kept.Wire, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Urgent"] = false,
            ["Tries"] = 3L,
            ["Places"] = new List<object?> { "Kiel", "Ulm" },
            ["Sender"] = "ada",
        });
    }

    [Test]
    public async Task Should_keep_every_byte_and_what_its_sender_says_about_them()
    {
        await using var host = await DurableHost.StartAsync(
            configure: options => options.KeepMessagesFor = TimeSpan.FromHours(1));
        var sent = new Dictionary<Guid, (BodyKind Kind, byte[] Body)>();
        foreach (var kind in BodyKind.Each)
        {
            var messageId = Guid.NewGuid();
            var body = kind.Encode("""{"reason":"Änderung"}""");
            sent[messageId] = (kind, body);
            await DispatchAsync(
                host, body, messageId,
                new MessageProperties(new Dictionary<string, object?>(), PropertiesOf(kind)), kind.ContentType, kind.Encoding);
        }

        var first = await UntilLettersAsync(host, sent.Count);
        foreach (var deadLetter in first)
            (await host.RetryAsync(deadLetter)).Status.ShouldBe(DeadLetterStatus.Done);
        var second = await UntilLettersAsync(host, sent.Count, first.Select(deadLetter => deadLetter.DeadLetterId));

        foreach (var deadLetter in first.Concat(second))
            ShouldBe(deadLetter, sent[deadLetter.MessageId!.Value]);
        var kept = await host.InDatabaseAsync(db => db.Set<JournaledMessage>().AsNoTracking().ToListAsync());
        kept.Count.ShouldBe(2 * sent.Count);
        foreach (var message in kept)
            MessageText.BytesOf(message.Body, message.Bytes).ShouldBe(sent[message.MessageId].Body);
        foreach (var deadLetter in second)
        {
            (await host.Desk().DiscardAsync(deadLetter.DeadLetterId, DeadLettersOfParcels.Ada, default))
                .Status.ShouldBe(DeadLetterStatus.Done);
        }

        (await host.CountLettersAsync()).ShouldBe(0);
    }

    // RabbitMQ's client reads empty lists and tables as null; the protocol has no other types than these.
    private static object? OnTheWayOf(DurableHost host, object? value) => host.Bed.DatabaseIsQueueOfRecord ? value : value switch
    {
        ulong number => number <= long.MaxValue ? (long)number : HeaderValues.Text(number),
        decimal.MinValue or float.NaN or float.NegativeInfinity or double.NaN or double.PositiveInfinity =>
            HeaderValues.Text(value),
        DateTimeOffset time => new BrokerTime(time.ToUnixTimeSeconds()),
        List<object?> { Count: 0 } or Dictionary<string, object?> { Count: 0 } => null,
        _ => value,
    };

    private static Dictionary<string, object?> PropertiesOf(BodyKind kind)
    {
        var properties = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["correlation-id"] = "job 7",
            ["type"] = "a.b",
            ["app-id"] = "till 3",
            ["priority"] = (byte)4,
            ["timestamp"] = new BrokerTime(1_773_480_413),
        };
        if (kind.Encoding is not null)
            properties[MessageProperties.ContentEncoding] = kind.Encoding;
        return properties;
    }

    private static void ShouldHave(string headers, string? wire, Dictionary<string, object?> expected)
    {
        var found = StoredProperties.AllHeaders(headers, wire);
        foreach (var (name, value) in expected)
        {
            HeaderKinds.AreSame(found.GetValueOrDefault(name), value)
                .ShouldBeTrue($"{name} is {HeaderValues.Write(found.GetValueOrDefault(name))}, not {HeaderValues.Write(value)}");
        }
    }

    private static void ShouldBe(DeadLetter deadLetter, (BodyKind Kind, byte[] Body) sent)
    {
        MessageText.BytesOf(deadLetter.Body, deadLetter.Bytes).ShouldBe(sent.Body, $"{sent.Kind}");
        deadLetter.ContentType.ShouldBe(sent.Kind.ContentType, $"{sent.Kind}");
        var properties = StoredProperties.Read(deadLetter.Wire)!;
        properties.TextOf(MessageProperties.ContentEncoding).ShouldBe(sent.Kind.Encoding, $"{sent.Kind}");
        properties.TextOf("correlation-id").ShouldBe("job 7");
        (properties.TextOf("type"), properties.TextOf("app-id")).ShouldBe(("a.b", "till 3"));
        properties.Properties!["priority"].ShouldBe((byte)4);
        properties.Properties!["timestamp"].ShouldBe(new BrokerTime(1_773_480_413));
        deadLetter.Reason.ShouldNotContain("Parameter", customMessage: $"{sent.Kind}");
        if (sent.Kind.IsShown)
            deadLetter.Body.ShouldBe("""{"reason":"Änderung"}""", $"{sent.Kind}");
    }

    private static async Task<List<DeadLetter>> UntilLettersAsync(
        DurableHost host, int messages, IEnumerable<Guid>? before = null)
    {
        var seen = before?.ToHashSet() ?? [];
        await host.UntilAsync(
            async db =>
                await db.Set<DeadLetter>().CountAsync(deadLetter => !seen.Contains(deadLetter.DeadLetterId)) == messages,
            "the dead letters");
        await host.UntilQuietAsync();
        return await host.InDatabaseAsync(db => db.Set<DeadLetter>().AsNoTracking().ToListAsync());
    }

    private static byte[] Envelope(Guid messageId) => Encoding.UTF8.GetBytes($$"""
        {"messageId":"{{messageId}}","messageType":["{{MessageUrn.ForTypeString<StampParcel>()}}"],
         "message":{"parcelId":"{{Guid.NewGuid()}}","amount":1} }
        """);

    private static async Task DispatchAsync(
        DurableHost host, byte[] content, Guid messageId, MessageProperties properties,
        string contentType = "application/vnd.masstransit+json", string? encoding = null)
    {
        var now = host.Time.GetUtcNow();
        var (headers, wire) = StoredProperties.Of(properties);
        var (body, bytes) = MessageText.Of(content, contentType, encoding);
        var unit = new UnitOfWork();
        unit.Outgoing.Add(new OutboxMessage
        {
            OutboxId = Guid.NewGuid(),
            MessageId = messageId,
            DestinationAddress = "exchange:StampParcel",
            MessageTypes = MessageUrn.ForTypeString<StampParcel>(),
            ContentType = contentType,
            Headers = headers,
            Wire = wire,
            Body = body,
            Bytes = bytes,
            CreatedAt = now,
            VisibleAt = now.AddHours(1),
        });
        (await host.Services.GetRequiredService<ICommitter>().CommitAsync(unit, default)).ShouldBe(CommitOutcome.Committed);
    }
}
