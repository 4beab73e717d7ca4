using System.Net;
using System.Net.Mime;
using System.Text.RegularExpressions;
using MassTransit;
using MassTransit.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Contracts;
using Sagas.Contracts.Orders;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Tables;
using Sagas.Notifications;
using Sagas.Orders;
using Sagas.Orders.Api;
using Sagas.Payments;
using Sagas.Tests.Harness;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Rules;

/// <summary>
/// Every member of every contract is broken once in every way: by a queue it becomes a dead letter at once, whose reason names
/// the member; by the API it is refused with the field. Nothing is stored, and who sends good ones is served.
/// </summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class Whatever_breaks_a_rule
{
    private static readonly AuditedBy Grace = new("grace", "Looks good to me");

    private readonly Dictionary<Guid, BrokenMessage> _sent = [];
    private readonly HashSet<Guid> _orderIds = [];
    private RunningService _service = null!;
    private ILookup<Guid, DeadLetter> _dead = null!;

    // Those of the API: what it computes itself cannot be broken there.
    private static IEnumerable<BrokenMessage> OfRequests => BrokenMessage.Every.Where(broken =>
        broken.Contract == typeof(OrderSubmitted) && broken.Path is not ("$.orderId" or "$.total" or "$.submittedAt"));

    [OneTimeSetUp]
    public async Task Send()
    {
        _service = await RunningService.StartAsync();
        await _service.UntilListeningAsync();
        foreach (var broken in BrokenMessage.Every)
            await SendAsync(broken);
        await _service.UntilAsync(
            async () => (_dead = await DeadAsync()).Count >= _sent.Count, "every broken message to be a dead letter");
        await _service.UntilQuietAsync();
        _dead = await DeadAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public void Should_become_one_dead_letter_at_once_that_names_the_member()
    {
        var wrong =
            from message in _sent
            let letters = _dead[message.Key].ToList()
            where letters.Count != 1 || letters[0].Attempts != 1
                || !letters[0].Reason.Contains(message.Value.Path, StringComparison.Ordinal)
            select $"{message.Value}: {string.Join(" | ", letters.Select(letter => $"{letter.Attempts} {letter.Reason}"))}";
        wrong.ShouldBeEmpty();
    }

    [Test]
    public async Task Should_never_be_put_off() => (await _service.InDatabaseAsync(db => db.Set<OutboxMessage>().AsNoTracking()
            .Where(message => message.DueAt != null).Select(message => message.MessageId).ToListAsync()))
        .Intersect(_sent.Keys).ShouldBeEmpty();

    [Test]
    public async Task Should_store_nothing()
    {
        (await _service.InDatabaseAsync(db => db.Set<OrderState>().Select(x => x.CorrelationId).ToListAsync()))
            .Intersect(_orderIds).ShouldBeEmpty();
        (await _service.InDatabaseAsync(db => db.Set<Payment>().Select(x => x.OrderId).ToListAsync()))
            .Intersect(_orderIds).ShouldBeEmpty();
        (await _service.InDatabaseAsync(db => db.Set<NotificationRecord>().Select(x => x.OrderId).ToListAsync()))
            .Intersect(_orderIds).ShouldBeEmpty();
    }

    [Test]
    public void Should_be_told_to_the_operator_who_looks_at_it()
    {
        var checker = _service.Services.GetRequiredService<MessageChecker>();
        var wrong =
            from message in _sent
            from letter in _dead[message.Key]
            let errors = checker.Check(letter, new DeadLetterEdit(Body: null)).Errors
            where !errors.Any(error => error.Path.StartsWith("$.message" + message.Value.Path[1..], StringComparison.Ordinal))
            select $"{message.Value}: {string.Join(" | ", errors)}";
        wrong.ShouldBeEmpty();
    }

    [Test]
    public async Task Should_not_be_sent_again_as_a_correction()
    {
        var letters = _service.Services.GetRequiredService<DeadLetterService>();
        foreach (var one in _sent.DistinctBy(message => (message.Value.Contract, message.Value.Path)))
        {
            var letter = _dead[one.Key].Single();
            var outcome = await letters.RetryAsync(
                letter.DeadLetterId, new DeadLetterEdit(letter.Body + " "), Grace, CancellationToken.None);
            outcome.Status.ShouldBe(DeadLetterStatus.Refused, one.Value.ToString());
        }
    }

    [TestCaseSource(nameof(OfRequests))]
    public async Task Should_be_refused_by_the_api(BrokenMessage broken)
    {
        using var response = await _service.PostAsync("/orders", WithoutComputed(broken.Body(Guid.NewGuid())));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.JsonAsync()).Fields().ShouldContain(broken.Path[2..]);
    }

    [Test]
    public async Task Should_keep_nobody_else_from_being_served()
    {
        var orderId = await _service.SubmitAsync("tok_visa", "good");
        await _service.UntilStateAsync(orderId, OrderStatus.Completed);
    }

    // The values are not JSON that every reader takes, so they stay texts.
    private static string WithoutComputed(string raw) =>
        Regex.Replace(
            raw, """("orderId":"[^"]*",)|("total":39.80,)|(,"submittedAt":"[^"]*")""", "", RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(10));

    private async Task<ILookup<Guid, DeadLetter>> DeadAsync() =>
        (await _service.InDatabaseAsync(db => db.Set<DeadLetter>().AsNoTracking().ToListAsync()))
        .Where(letter => letter.MessageId is { } id && _sent.ContainsKey(id))
        .ToLookup(letter => letter.MessageId!.Value);

    private async Task SendAsync(BrokenMessage broken)
    {
        var (messageId, orderId) = (Guid.NewGuid(), Guid.CreateVersion7());
        _sent.Add(messageId, broken);
        _orderIds.Add(orderId);
        var urn = MessageUrn.ForTypeString(broken.Contract);
        var body = $$"""{"messageId":"{{messageId}}","messageType":["{{urn}}"],"message":{{broken.Body(orderId)}}}""";
        var endpoint = await _service.Services.GetRequiredService<IBus>().GetSendEndpoint(Endpoints.AddressOf(broken.Queue));
        await endpoint.Send(new SerializedMessageBody(), Pipe.Execute<SendContext>(context =>
        {
            context.MessageId = messageId;
            context.Serializer = new CopyBodySerializer(
                new ContentType("application/vnd.masstransit+json"), new StringMessageBody(body));
        }));
    }
}
