using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;
using Sagas.Durability.Messages;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.Messages;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Interop;

/// <summary>
/// What the service puts aside is seen on the wire again exactly as it was: the exchange of its type hands every message to the
/// exchange of the queue, where another client of the same kind listens, and dead letters are sent there again.
/// </summary>
[Servers]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal class When_a_foreign_client_sends_nonsense
{
    private const string TypeExchange = "Sagas.Contracts.Orders:CancelOrder";
    private const string QueueExchange = "order-saga";

    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(1);

    private RunningService _service = null!;

    private Uri Broker => ((ServerBed)_service.Bed).BrokerAddress;

    // Each has a service of its own: what a test has retried may become a dead letter again after its end.
    [SetUp]
    public async Task Start()
    {
        _service = await RunningService.StartAsync(
            ("Sagas:Durability:BreakerThreshold", "0"), ("Sagas:Durability:RedeliveryDelays:0", $"{Delay:c}"));
        await _service.UntilListeningAsync();
    }

    [TearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public async Task Should_see_every_type_of_header_again_after_a_redelivery_and_a_retry()
    {
        using var listener = await ForeignWire.ListenAsync(Broker, QueueExchange);
        // It can be read, but there is no such order.
        var sent = NewMessage(
            Encoding.UTF8.GetBytes($$"""{"orderId":"{{Guid.NewGuid()}}","reason":"Änderung"}"""), "application/json");
        foreach (var (name, value) in Headers())
            sent.Headers[name] = value;

        await ForeignWire.PublishAsync(Broker, TypeExchange, [sent]);
        var first = await listener.NextAsync();
        await _service.UntilAsync(
            () => _service.InDatabaseAsync(db => db.Set<OutboxMessage>().AnyAsync(
                message => message.DueAt != null && message.MessageTypes.Contains("CancelOrder"))),
            "the redelivery");
        _service.Time.Advance(Delay);
        var redelivered = await listener.NextAsync();
        var deadLetter = (await LettersAsync(1)).Single();
        await RetryAsync(deadLetter);
        var retried = await listener.NextAsync();

        ShouldBeSame(first, sent, "as it was published");
        ShouldBeSame(redelivered, first, "redelivered");
        ShouldBeSame(retried, first, "retried");
        var view = await ViewAsync(deadLetter);
        view.GetProperty("headers").GetProperty("Table").GetString()
            .ShouldBe("""{"inner":[1,"two",null,{"deep":true}]}""");
        view.GetProperty("headerTypes").GetProperty("Int8").GetString().ShouldBe("int8");
        view.GetProperty("properties").GetProperty("correlation-id").GetString().ShouldBe("job 7");
    }

    [Test]
    public async Task Should_see_every_byte_again()
    {
        using var listener = await ForeignWire.ListenAsync(Broker, QueueExchange);
        var sent = BodyKind.Each.Where(kind => !kind.IsRead(isEnvelope: false)).Index().Select(kind =>
        {
            var message = NewMessage(kind.Item.Encode("""{"reason":"Änderung"}"""), kind.Item.ContentType);
            message.Headers["Number"] = WireMessage.Text(kind.Index.ToString(CultureInfo.InvariantCulture));
            if (kind.Item.Encoding is { } encoding)
                message.Properties["content_encoding"] = encoding;
            return (Kind: kind.Item, Message: message);
        }).ToList();

        await ForeignWire.PublishAsync(Broker, TypeExchange, sent.Select(one => one.Message));
        var first = await NextAsync(listener, sent.Count);
        var letters = await LettersAsync(sent.Count);
        foreach (var deadLetter in letters)
            await RetryAsync(deadLetter);
        var retried = await NextAsync(listener, sent.Count);

        foreach (var (number, (kind, message)) in sent.Index())
        {
            ShouldBeSame(first[number], message, $"{kind}");
            ShouldBeSame(retried[number], message, $"{kind}");
        }

        letters.ShouldAllBe(deadLetter => !deadLetter.Reason.Contains("Parameter", StringComparison.Ordinal));
        (await LettersAsync(sent.Count)).Select(again => again.Reason).Order()
            .ShouldBe(letters.Select(before => before.Reason).Order());
    }

    [TestCase("3F2504E0-4F89-11D3-9A0C-0305E82C3301", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", null)]
    [TestCase("job 7", null, "job 7")]
    [TestCase(null, null, null)]
    public async Task Should_see_the_id_again_or_one_by_which_it_is_recognized(string? id, string? seen, string? original)
    {
        using var listener = await ForeignWire.ListenAsync(Broker, QueueExchange);
        var message = NewMessage([0x80, 0, 0xFF], "image/png");
        if (id is not null)
            message.Properties["message_id"] = id;

        await ForeignWire.PublishAsync(Broker, TypeExchange, [message]);
        _ = await listener.NextAsync();
        var deadLetter = (await LettersAsync(1)).Single();
        await RetryAsync(deadLetter);
        var first = await listener.NextAsync();
        await RetryAsync((await LettersAsync(1)).Single());
        var second = await listener.NextAsync();

        foreach (var retried in (WireMessage[])[first, second])
        {
            ShouldBeSame(retried, message, "retried");
            retried.Properties["message_id"].ShouldBe(seen ?? $"{deadLetter.DeadLetterId}");
            retried.Headers.GetValueOrDefault(TransportHeaders.OriginalMessageId)?.ToJsonString()
                .ShouldBe(original is null ? null : WireMessage.Text(original).ToJsonString());
        }
    }

    [TestCase("{\"reason\":\"a\"}", "The message is not a valid CancelOrder. $.orderId: Is required.")]
    [TestCase("{}", "The message is not a valid CancelOrder. $.orderId: Is required. $.reason: Is required.")]
    public async Task Should_be_told_what_is_missing(string json, string reason)
    {
        await ForeignWire.PublishAsync(Broker, TypeExchange, [NewMessage(Encoding.UTF8.GetBytes(json), "application/json")]);

        (await LettersAsync(1)).Single().Reason.ShouldBe(reason);
    }

    [TestCase("\"reason\":\"a\",\"reason\":\"b\"")]
    [TestCase("\"reason\":\"a\",\"REASON\":\"b\"")]
    public async Task Should_not_be_believed_if_it_says_two_things(string reasons)
    {
        await ForeignWire.PublishAsync(
            Broker, TypeExchange,
            [NewMessage(Encoding.UTF8.GetBytes($$"""{"orderId":"{{Guid.NewGuid()}}",{{reasons}}}"""), "application/json")]);

        (await LettersAsync(1)).Single().Reason.ShouldContain("uplicate");
    }

    // MassTransit prefers a header of this name to the property.
    [Test]
    public async Task Should_be_recognized_whatever_its_headers_are_called([Values] bool isText)
    {
        var (orderId, messageId) = (await _service.SubmitAsync("tok_slow"), Guid.NewGuid());
        await _service.UntilStateAsync(orderId, Sagas.Orders.Api.OrderStatus.AwaitingPayment);
        var message = NewMessage(
            Encoding.UTF8.GetBytes($$"""{"orderId":"{{orderId}}","reason":"changed my mind"}"""), "application/json");
        message.Properties["message_id"] = $"{messageId}";
        message.Headers["MessageId"] = isText ? WireMessage.Text($"{Guid.NewGuid()}") : WireMessage.Bits('t', 1);

        await ForeignWire.PublishAsync(Broker, TypeExchange, [message, message]);
        await _service.UntilStateAsync(orderId, Sagas.Orders.Api.OrderStatus.Cancelled);

        (await _service.InDatabaseAsync(db => db.Set<InboxMessage>().CountAsync(claim => claim.MessageId == messageId)))
            .ShouldBe(1);
    }

    [TestCase(null, false)]
    [TestCase(null, true)]
    [TestCase("text/plain", false)]
    [TestCase("application/octet-stream", false)]
    [TestCase("application/json", true)]
    [TestCase("application/json; charset=utf-8", false)]
    [TestCase("json", true)]
    public async Task Should_be_understood_if_it_is_JSON_all_the_same(string? contentType, bool withMark)
    {
        var orderId = await _service.SubmitAsync("tok_slow");
        await _service.UntilStateAsync(orderId, Sagas.Orders.Api.OrderStatus.AwaitingPayment);
        var json = Encoding.UTF8.GetBytes($$"""{"orderId":"{{orderId}}","reason":"changed my mind"}""");

        await ForeignWire.PublishAsync(
            Broker, TypeExchange, [NewMessage(withMark ? [.. Encoding.UTF8.Preamble, .. json] : json, contentType)]);

        await _service.UntilStateAsync(orderId, Sagas.Orders.Api.OrderStatus.Cancelled);
    }

    [TestCase(null)]
    [TestCase("text/plain")]
    [TestCase("application/vnd.masstransit+json")]
    public async Task Should_be_understood_if_it_is_an_envelope_with_a_mark(string? contentType)
    {
        var orderId = await _service.SubmitAsync("tok_slow");
        await _service.UntilStateAsync(orderId, Sagas.Orders.Api.OrderStatus.AwaitingPayment);
        var envelope = Encoding.UTF8.GetBytes($$"""
            {"messageId":"{{Guid.NewGuid()}}","messageType":["urn:message:{{TypeExchange}}"],
             "message":{"orderId":"{{orderId}}","reason":"changed my mind"} }
            """);

        await ForeignWire.PublishAsync(
            Broker, TypeExchange, [NewMessage([.. Encoding.UTF8.Preamble, .. envelope], contentType)]);

        await _service.UntilStateAsync(orderId, Sagas.Orders.Api.OrderStatus.Cancelled);
    }

    [Test]
    public async Task Should_be_delivered_once_an_operator_has_told_its_content_type()
    {
        var orderId = await _service.SubmitAsync("tok_slow");
        await _service.UntilStateAsync(orderId, Sagas.Orders.Api.OrderStatus.AwaitingPayment);
        await ForeignWire.PublishAsync(
            Broker, TypeExchange,
            [NewMessage(Encoding.UTF8.GetBytes($$"""{"orderId":"{{orderId}}","reason":"changed my mind"}"""), "text/xml")]);
        var deadLetter = (await LettersAsync(1)).Single();

        using var answer = await _service.PostAsync(
            $"/operations/dead-letters/{deadLetter.DeadLetterId}/retry",
            """{"reason":"It is JSON","contentType":"application/json"}""");

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        deadLetter.Reason.ShouldBe("The message is text/xml, which is not read here: publish it as application/json");
        await _service.UntilStateAsync(orderId, Sagas.Orders.Api.OrderStatus.Cancelled);
        var entry = await _service.InDatabaseAsync(db => db.Set<AuditEntry>()
            .SingleAsync(audited => audited.SubjectId == deadLetter.DeadLetterId.ToString()));
        JsonElement.Parse(entry.Before!).GetProperty("contentType").GetString().ShouldBe("text/xml");
        JsonElement.Parse(entry.After!).GetProperty("contentType").GetString().ShouldBe("application/json");
    }

    [Test]
    public async Task Should_see_the_same_bytes_with_the_tools_of_librabbitmq()
    {
        byte[] bytes = [0x1F, 0x8B, 0, 255, 10, 13, 0xE4];
        await using var connection = await new ConnectionFactory { Uri = Broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync("tools", durable: false, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync("tools", QueueExchange, "");

        await ForeignWire.RunAsync(
            bytes, "amqp-publish", "--url", Broker.OriginalString, "-e", TypeExchange, "-C", "text/csv; charset=martian",
            "-E", "gzip", "-H", "Colour: red");
        var deadLetter = (await LettersAsync(1)).Single();
        await RetryAsync(deadLetter);
        var consumed = await ForeignWire.RunAsync(
            [], "amqp-consume", "--url", Broker.OriginalString, "-q", "tools", "-c", "2", "-p", "1", "cat");

        consumed.ShouldBe([.. bytes, .. bytes]);
        deadLetter.ContentType.ShouldBe("text/csv; charset=martian");
        deadLetter.Bytes.ShouldBe(bytes);
    }

    [Test]
    public async Task Should_come_back_from_the_error_queue_as_it_was()
    {
        using var listener = await ForeignWire.ListenAsync(Broker, QueueExchange);
        var message = NewMessage([0x80, 0, 0xFF], "image/png");
        foreach (var (name, value) in Headers().Concat(
            [new("MT-Reason", WireMessage.Text("fault")), new("MT-Fault-Message", WireMessage.Text("The disk was full."))]))
            message.Headers[name] = value;

        await ForeignWire.PublishAsync(Broker, $"{QueueExchange}_error", [message]);
        var deadLetter = (await LettersAsync(1)).Single();
        await RetryAsync(deadLetter);
        var retried = await listener.NextAsync();

        deadLetter.Reason.ShouldBe("The disk was full.");
        message.Headers.Remove("MT-Reason");
        message.Headers.Remove("MT-Fault-Message");
        ShouldBeSame(retried, message, "taken over");
    }

    private static WireMessage NewMessage(byte[] body, string? contentType)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["correlation_id"] = "job 7",
            ["type"] = "a.b",
            ["app_id"] = "till 3",
            ["reply_to"] = "answers",
            ["priority"] = "4",
            ["timestamp"] = "1773480413",
            ["delivery_mode"] = "2",
        };
        if (!string.IsNullOrEmpty(contentType))
            properties["content_type"] = contentType;
        return new WireMessage(body, properties, []);
    }

    private static IEnumerable<KeyValuePair<string, JsonArray>> Headers() =>
    [
        new("Text", WireMessage.Text("ü€😀")), new("Blank", WireMessage.Text(" ")), new("Empty", WireMessage.Text("")),
        new("Latin1", WireMessage.Bits('S', 0xE4, 0xF6)), new("Nul", WireMessage.Bits('S', 97, 0, 98)),
        new("True", WireMessage.Bits('t', 1)), new("False", WireMessage.Bits('t', 0)),
        new("Int8", WireMessage.Bits('b', 0x80)), new("UInt8", WireMessage.Bits('B', 0xFF)),
        new("Int16", WireMessage.Bits('s', 0x80, 0)), new("UInt16", WireMessage.Bits('u', 0xFF, 0xFF)),
        new("Int32", WireMessage.Bits('I', 0x80, 0, 0, 0)), new("UInt32", WireMessage.Bits('i', 0xFF, 0xFF, 0xFF, 0xFF)),
        new("Int64", WireMessage.Bits('l', 0x80, 0, 0, 0, 0, 0, 0, 1)),
        new("Float", WireMessage.Bits('f', 0x3F, 0xC0, 0, 0)), new("FloatLeast", WireMessage.Bits('f', 0, 0, 0, 1)),
        new("Double", WireMessage.Bits('d', 0x3F, 0xB9, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9A)),
        new("DoubleLeast", WireMessage.Bits('d', 0x80, 0, 0, 0, 0, 0, 0, 1)),
        new("Decimal", WireMessage.Bits('D', 2, 0, 0, 0x0F, 0x8C)),
        new("Negative", WireMessage.Bits('D', 2, 0xFF, 0xFF, 0xFF, 0xFB)),
        new("Time", WireMessage.Bits('T', 0, 0, 0, 0, 0x69, 0xB5, 0x29, 0xDD)),
        new("NoTime", WireMessage.Bits('T', 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF)),
        new("Null", WireMessage.Bits('V')), new("Binary", WireMessage.Bits('x', 0, 1, 0xFF)),
        new("List", ["A", new JsonArray(WireMessage.Text("a"), WireMessage.Bits('s', 0, 1), WireMessage.Bits('V'))]),
        new("Table", ["F", new JsonObject
        {
            ["inner"] = new JsonArray("A", new JsonArray(
                WireMessage.Bits('I', 0, 0, 0, 1), WireMessage.Text("two"), WireMessage.Bits('V'),
                new JsonArray("F", new JsonObject { ["deep"] = WireMessage.Bits('t', 1) }))),
        }]),
        new("Tag", ["F", new JsonObject { ["$int64"] = WireMessage.Text("5") }]),
        // What MassTransit takes for its own.
        new("MessageId", WireMessage.Text("not the property")), new("Content-Type", WireMessage.Bits('I', 0, 0, 0, 7)),
        new("CorrelationId", WireMessage.Text("not the property")), new("ConversationId", WireMessage.Bits('t', 1)),
    ];

    // What the service adds, it names; its client counts what it publishes; the id is new to a message that had none.
    private static void ShouldBeSame(WireMessage seen, WireMessage before, string how)
    {
        seen.Body.ShouldBe(before.Body, how);
        seen.Properties.Where(property => property.Key != "message_id").OrderBy(property => property.Key)
            .ShouldBe(before.Properties.Where(property => property.Key != "message_id").OrderBy(property => property.Key), how);
        ShownOf(seen).ShouldBe(ShownOf(before), how);
    }

    private static IEnumerable<string> ShownOf(WireMessage message) => message.Headers
        .Where(header => !header.Key.StartsWith("Sagas-", StringComparison.Ordinal))
        .Where(header => header.Key is not ("MT-MessageType" or "x-dotnet-pub-seq-no"))
        .Select(header => $"{header.Key}: {header.Value.ToJsonString()}").Order(StringComparer.Ordinal);

    private static async Task<Dictionary<int, WireMessage>> NextAsync(ForeignWire listener, int count)
    {
        var seen = new Dictionary<int, WireMessage>();
        while (seen.Count < count)
        {
            var message = await listener.NextAsync();
            var number = Encoding.UTF8.GetString(Convert.FromBase64String(message.Headers["Number"][1]!.GetValue<string>()));
            seen[int.Parse(number, CultureInfo.InvariantCulture)] = message;
        }

        return seen;
    }

    private async Task<List<DeadLetter>> LettersAsync(int count)
    {
        await _service.UntilAsync(
            () => _service.InDatabaseAsync(async db => await db.Set<DeadLetter>().CountAsync() == count), "the dead letters");
        return await _service.InDatabaseAsync(db => db.Set<DeadLetter>().AsNoTracking().ToListAsync());
    }

    private async Task RetryAsync(DeadLetter deadLetter)
    {
        using var answer = await _service.PostAsync($"/operations/dead-letters/{deadLetter.DeadLetterId}/retry", "{}");
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    private async Task<JsonElement> ViewAsync(DeadLetter deadLetter)
    {
        var (headers, wire) = (deadLetter.Headers, deadLetter.Wire);
        StoredProperties.AllHeaders(headers, wire).Count.ShouldBeGreaterThan(20);
        await _service.InDatabaseAsync(async db =>
        {
            // It is still there while the result of its retry is awaited.
            if (!await db.Set<DeadLetter>().IgnoreQueryFilters().AnyAsync(kept => kept.DeadLetterId == deadLetter.DeadLetterId))
                db.Add(deadLetter);
            return await db.SaveChangesAsync();
        });
        return (await _service.GetAsync<JsonDocument>($"/operations/dead-letters/{deadLetter.DeadLetterId}")).RootElement;
    }
}
