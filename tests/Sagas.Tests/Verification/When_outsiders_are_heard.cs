using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Payments.Simulator;
using Sagas.Verification;

namespace Sagas.Tests.Verification;

/// <summary>A gateway and a subscriber have noted what they did and saw; each difference is told.</summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class When_outsiders_are_heard : DamagedService
{
    private static readonly string[] Announced = ["OrderPaid", "OrderCompleted"];

    private readonly string _file = Path.GetTempFileName();
    private Guid _orderId;

    [OneTimeSetUp]
    public async Task Complete_an_order() => _orderId = await CompletedAsync();

    [OneTimeTearDown]
    public void Delete() => File.Delete(_file);

    [Test]
    public Task Should_agree_with_a_ledger_that_agrees() => LedgerAsync(line => [line], invariant: null, "");

    [Test]
    public Task Should_take_the_last_line_of_a_charge() =>
        LedgerAsync(line => [line with { Status = "refunded" }, line], invariant: null, "");

    [Test]
    public Task Should_see_a_second_charge() =>
        LedgerAsync(line => [line, line with { PaymentId = Guid.NewGuid(), ChargeId = "ch_again" }], "I3", "was charged 2 times");

    [Test]
    public Task Should_miss_a_charge() => LedgerAsync(line => [line with { Status = "declined" }], "I3", "0 charges are kept");

    [Test]
    public async Task Should_see_a_charge_of_no_order()
    {
        var nobody = Guid.NewGuid();
        await File.WriteAllTextAsync(_file, Json(new LedgerLine(nobody, Guid.NewGuid(), "ch_1", "charged")));
        await ShouldBreakAsync(nobody, "I3", "there is no such order", Ledger());
    }

    [Test]
    public async Task Should_name_the_line_that_cannot_be_read()
    {
        await File.WriteAllTextAsync(_file, $"{Json(new LedgerLine(_orderId, _orderId, "ch_1", "charged"))}\n{{\"orderId\":1}}");
        (await Should.ThrowAsync<EvidenceException>(() => Service.VerifyAsync(Ledger()))).Message
            .ShouldContain("line 2 cannot be read");
    }

    [Test]
    public Task Should_agree_with_a_subscriber_that_saw_everything() =>
        EventsAsync(
            events => [.. events, events[0], events[0] with { MessageId = Guid.NewGuid(), SagaId = null, SagaVersion = null }],
            invariant: null, "");

    [Test]
    public Task Should_miss_an_event() => EventsAsync(
        // One of another order's, so that its type is among those that are compared.
        events => [.. events.Skip(1), events[0] with { MessageId = Guid.NewGuid(), SagaId = Guid.NewGuid() }],
        "I6", "OrderPaid was sent by step 2 of");

    [Test]
    public Task Should_see_an_event_that_nobody_sent() =>
        EventsAsync(
            events => [.. events, events[0] with { MessageId = Guid.NewGuid() }], "I6", "OrderPaid was seen, but no step of");

    [Test]
    public Task Should_see_an_event_with_a_wrong_version() =>
        EventsAsync(events => [events[0] with { SagaVersion = 7 }, .. events.Skip(1)], "I6", "but arrived as version 7 of");

    private async Task LedgerAsync(Func<LedgerLine, LedgerLine[]> write, string? invariant, string how)
    {
        var charge = await Service.InDatabaseAsync(
            db => db.Set<SimulatedCharge>().SingleAsync(charge => charge.OrderId == _orderId));
        await File.WriteAllLinesAsync(
            _file, write(new LedgerLine(_orderId, charge.PaymentId, charge.ChargeId, "charged")).Select(Json));
        await ShouldBreakOrNotAsync(invariant, how, Ledger());
    }

    private async Task EventsAsync(Func<EventLine[], EventLine[]> write, string? invariant, string how)
    {
        var steps = await Service.InDatabaseAsync(
            db => db.Set<SagaTransition>().Where(step => step.SagaId == _orderId).OrderBy(step => step.Version).ToListAsync());
        EventLine[] events =
        [
            .. from step in steps
               from message in JsonElement.Parse(step.Messages).EnumerateArray()
               let type = message.GetProperty("type").GetString()
               where Announced.Contains(type)
               select new EventLine(
                   message.GetProperty("messageId").GetGuid(), _orderId, step.Version,
                   $"urn:message:Sagas.Contracts.Orders:{type}"),
        ];
        events.Length.ShouldBe(2);
        await File.WriteAllLinesAsync(_file, write(events).Select(Json));
        await ShouldBreakOrNotAsync(invariant, how, new VerificationOptions { Grace = TimeSpan.Zero, EventsFile = _file });
    }

    private async Task ShouldBreakOrNotAsync(string? invariant, string how, VerificationOptions options)
    {
        if (invariant is null)
            (await BreachesAsync(_orderId, options)).ShouldBeEmpty();
        else
            await ShouldBreakAsync(_orderId, invariant, how, options);
    }

    private VerificationOptions Ledger() => new() { Grace = TimeSpan.Zero, LedgerFile = _file };

    private static string Json<T>(T line) => JsonSerializer.Serialize(line, JsonSerializerOptions.Web);

    private sealed record LedgerLine(Guid OrderId, Guid PaymentId, string? ChargeId, string Status);

    private sealed record EventLine(Guid MessageId, Guid? SagaId, int? SagaVersion, string MessageType);
}
