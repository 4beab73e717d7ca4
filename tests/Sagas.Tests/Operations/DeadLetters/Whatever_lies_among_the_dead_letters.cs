using System.Net;
using System.Text;
using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts;
using Sagas.Contracts.Orders;
using Sagas.Durability.Messages;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.Messages;
using Sagas.Tests.Harness;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Operations.DeadLetters;

/// <summary>
/// Every form of a body, with every content type, alone and in an envelope: each can be delivered, if need be after it was
/// replaced, and each can be discarded.
/// </summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class Whatever_lies_among_the_dead_letters
{
    private const string Json = "application/json";
    private const string Envelope = "application/vnd.masstransit+json";

    private static readonly string Urn = MessageUrn.ForTypeString<CancelOrder>();

    private RunningService _service = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _service = await RunningService.StartAsync(
            ("Sagas:Durability:BreakerThreshold", "0"), ("Sagas:Access:ActionLimit", "1000000"));
        await _service.UntilListeningAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public async Task Should_be_delivered_as_it_is_or_come_back_as_it_was()
    {
        var letters = await PlantAsync();

        foreach (var letter in letters)
            await ShouldBeAsync(HttpStatusCode.Accepted, letter, "retry", new { });
        await _service.UntilQuietAsync();

        foreach (var letter in letters)
        {
            (await IsDeliveredAsync(letter)).ShouldBe(letter.Kind.IsRead(letter.IsEnvelope), $"{letter}");
            if (await BackAsync(letter) is not { ConsumerId: null } back)
                continue;
            MessageText.BytesOf(back.Body, back.Bytes).ShouldBe(letter.Body, $"{letter}");
            back.ContentType.ShouldBe(letter.Kind.ContentType, $"{letter}");
            back.Reason.ShouldNotContain("Parameter", customMessage: $"{letter}");
            back.Reason.ShouldNotBeEmpty();
        }
    }

    [Test]
    public async Task Should_be_delivered_with_another_content_type_or_be_refused()
    {
        var letters = await PlantAsync();

        foreach (var letter in letters)
        {
            var fits = letter.Kind.Name.StartsWith("UTF-8", StringComparison.Ordinal)
                && !letter.Kind.Name.Contains("null", StringComparison.Ordinal);
            await ShouldBeAsync(
                fits ? HttpStatusCode.Accepted : HttpStatusCode.UnprocessableEntity, letter, "retry",
                new { reason = "It is JSON", contentType = letter.IsEnvelope ? Envelope : Json });
        }

        await _service.UntilQuietAsync();

        foreach (var letter in letters)
        {
            var isThere = await _service.InDatabaseAsync(
                db => db.Set<DeadLetter>().AnyAsync(deadLetter => deadLetter.DeadLetterId == letter.DeadLetterId));
            (await IsDeliveredAsync(letter)).ShouldBe(!isThere, $"{letter}");
        }
    }

    [Test]
    public async Task Should_be_delivered_once_it_is_replaced()
    {
        var letters = await PlantAsync();

        foreach (var letter in letters)
        {
            var repaired = letter.IsEnvelope ? InEnvelope(letter.MessageId) : Alone();
            var change = new
            {
                reason = "Nobody can read it",
                body = JsonElement.Parse(repaired),
                contentType = letter.IsEnvelope ? Envelope : Json,
            };
            (await ShouldBeAsync(HttpStatusCode.OK, letter, "check", change)).GetProperty("valid").GetBoolean()
                .ShouldBeTrue($"{letter}");
            await ShouldBeAsync(HttpStatusCode.Accepted, letter, "retry", change);
        }

        await _service.UntilQuietAsync();

        foreach (var letter in letters)
            (await IsDeliveredAsync(letter)).ShouldBeTrue($"{letter}");
    }

    [Test]
    public async Task Should_be_shown_and_discarded_and_kept_by_the_audit()
    {
        foreach (var letter in await PlantAsync())
        {
            var shown = await _service.GetAsync<JsonDocument>($"/operations/dead-letters/{letter.DeadLetterId}");
            BytesIn(shown.RootElement).ShouldBe(letter.Body, $"{letter}");
            using (var page = await _service.Http.GetAsync(new Uri($"/dead-letters/{letter.DeadLetterId}", UriKind.Relative)))
                page.StatusCode.ShouldBe(HttpStatusCode.OK, $"{letter}");

            await ShouldBeAsync(HttpStatusCode.NoContent, letter, "discard", new { reason = "Nobody needs it" });

            var entry = await _service.InDatabaseAsync(db => db.Set<AuditEntry>().AsNoTracking()
                .SingleAsync(audited => audited.SubjectId == letter.DeadLetterId.ToString()));
            BytesIn(JsonElement.Parse(entry.Before!)).ShouldBe(letter.Body, $"{letter}");
        }
    }

    private static byte[] BytesIn(JsonElement deadLetter) =>
        deadLetter.TryGetProperty("bodyBase64", out var bytes) && bytes.ValueKind == JsonValueKind.String
            ? bytes.GetBytesFromBase64()
            : Encoding.UTF8.GetBytes(deadLetter.Text("body"));

    private async Task<IReadOnlyList<PlantedLetter>> PlantAsync()
    {
        var letters = (from kind in BodyKind.Each
                       from isEnvelope in (bool[])[true, false]
                       let messageId = Guid.NewGuid()
                       select new PlantedLetter(
                           Guid.CreateVersion7(), messageId, kind, isEnvelope,
                           kind.Encode(isEnvelope ? InEnvelope(messageId) : Alone()))).ToList();
        await _service.InDatabaseAsync(async db =>
        {
            db.AddRange(letters.Select(letter => letter.ToRow()));
            return await db.SaveChangesAsync();
        });
        return letters;
    }

    // A consumer that gets it claims it, whether it can handle it or not.
    private Task<bool> IsDeliveredAsync(PlantedLetter letter) => _service.InDatabaseAsync(db => db.Set<InboxMessage>().AnyAsync(
        claim => claim.MessageId == letter.MessageId && claim.ConsumerId.StartsWith("order-saga:")));

    private Task<DeadLetter?> BackAsync(PlantedLetter letter) => _service.InDatabaseAsync(db =>
        db.Set<DeadLetter>().AsNoTracking().SingleOrDefaultAsync(deadLetter => deadLetter.MessageId == letter.MessageId));

    private async Task<JsonElement> ShouldBeAsync(HttpStatusCode expected, PlantedLetter letter, string action, object request)
    {
        using var response = await _service.PostAsync(
            $"/operations/dead-letters/{letter.DeadLetterId}/{action}", JsonSerializer.Serialize(request));
        var answer = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, $"{letter}: {answer}");
        return answer.Length == 0 ? default : JsonElement.Parse(answer);
    }

    private static string Alone() => $$"""{"orderId":"{{Guid.NewGuid()}}","reason":"Änderung"}""";

    private static string InEnvelope(Guid messageId) =>
        $$"""{"messageId":"{{messageId}}","messageType":["{{Urn}}"],"message":{{Alone()}} }""";

    private sealed record PlantedLetter(Guid DeadLetterId, Guid MessageId, BodyKind Kind, bool IsEnvelope, byte[] Body)
    {
        public DeadLetter ToRow()
        {
            var properties = new Dictionary<string, object?>(StringComparer.Ordinal) { [MessageProperties.MessageType] = Urn };
            if (Kind.Encoding is not null)
                properties[MessageProperties.ContentEncoding] = Kind.Encoding;
            var (headers, wire) = StoredProperties.Of(new MessageProperties(new Dictionary<string, object?>(), properties));
            var (text, bytes) = MessageText.Of(Body, Kind.ContentType, Kind.Encoding);
            return new DeadLetter
            {
                DeadLetterId = DeadLetterId,
                MessageId = MessageId,
                MessageTypes = "",
                Endpoint = Endpoints.OrderSaga,
                ContentType = Kind.ContentType,
                Headers = headers,
                Wire = wire,
                Body = text,
                Bytes = bytes,
                Reason = "Planted.",
                Attempts = 1,
                DeadAt = DateTimeOffset.UnixEpoch,
            };
        }

        public override string ToString() => $"{(IsEnvelope ? "envelope" : "alone")}: {Kind}";
    }
}
