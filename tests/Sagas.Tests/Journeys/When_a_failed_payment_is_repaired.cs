using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Tables;
using Sagas.Orders.Api;
using Sagas.Payments;
using Sagas.Payments.Simulator;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Journeys;

/// <summary>An order waits while the dead letter of its payment is looked at, retried, changed and retried again.</summary>
[EveryBed]
internal class When_a_failed_payment_is_repaired : Journey
{
    private static readonly AuditedBy Ada = new("ada", "The customer has given us another card");

    private Guid _lateOrder;
    private DeadLetterResult _nonsense = null!;
    private DeadLetter _another = null!;

    protected override IReadOnlyList<(string Key, string Value)> Settings =>
    [
        ("Sagas:Orders:OnPaymentFailure", "Wait"),
        ("Sagas:Durability:RedeliveryDelays:0", "00:00:00.010"),
        ("Sagas:Durability:RedeliveryDelays:1", "00:00:00.010"),
        ("Sagas:Durability:RedeliveryDelays:2", "00:00:00.010"),
    ];

    protected override async Task HappensAsync()
    {
        OrderId = await Service.SubmitAsync("tok_down");
        var deadLetter = await UntilGivenUpAsync(OrderId, since: null);
        await RetryAsync(deadLetter, edit: null);
        deadLetter = await UntilGivenUpAsync(OrderId, deadLetter);
        _nonsense = await TryRetryAsync(deadLetter, WithAmount(deadLetter, "-5"));
        await RetryAsync(deadLetter, WithAmount(deadLetter, "99"));
        deadLetter = _another = await UntilGivenUpAsync(OrderId, deadLetter);
        await RetryAsync(
            deadLetter,
            new DeadLetterEdit(
                WithAmount(deadLetter, "39.80").Body!.Replace("tok_down", "tok_visa", StringComparison.Ordinal), Headers: null));
        await Service.UntilStateAsync(OrderId, OrderStatus.Completed);

        _lateOrder = await Service.SubmitAsync("tok_down");
        var late = await UntilGivenUpAsync(_lateOrder, since: null);
        Service.Time.Advance(TimeSpan.FromMinutes(16));
        await Service.UntilStateAsync(_lateOrder, OrderStatus.Cancelled);
        await RetryAsync(
            late, new DeadLetterEdit(late.Body.Replace("tok_down", "tok_visa", StringComparison.Ordinal), Headers: null));
        await Service.UntilQuietAsync();
    }

    [Test]
    public async Task Should_complete_the_order() => (await Service.StepsAsync(OrderId)).ShouldBe(
    [
        "OrderSubmitted: Initial → AwaitingPayment",
        "ProcessPaymentFaulted: AwaitingPayment → AwaitingPayment",
        "ProcessPaymentFaulted: AwaitingPayment → AwaitingPayment",
        "PaymentCompleted: AwaitingPayment → AwaitingNotification",
        "NotificationSent: AwaitingNotification → Completed",
    ]);

    [Test]
    public void Should_not_let_an_operator_charge_nonsense()
    {
        _nonsense.Status.ShouldBe(DeadLetterStatus.Refused);
        _nonsense.Check!.Errors.ShouldHaveSingleItem().Path.ShouldBe("$.message.amount");
    }

    [Test]
    public void Should_not_let_an_operator_charge_another_sum() => (_another.Reason, _another.Attempts).ShouldBe((
        "The message was refused: $.amount: Must be 39.80, for which the payment of the order was begun, but is 99.", 1));

    [Test]
    public async Task Should_charge_the_other_card_once_under_the_key_of_the_first()
    {
        var payment = await Service.InDatabaseAsync(db => db.Set<Payment>().SingleAsync(payment => payment.OrderId == OrderId));
        var charge = await Service.InDatabaseAsync(
            db => db.Set<SimulatedCharge>().SingleAsync(charge => charge.OrderId == OrderId));

        (payment.State, payment.PaymentToken).ShouldBe((PaymentState.Charged, "tok_visa"));
        (charge.State, charge.PaymentToken, charge.PaymentId)
            .ShouldBe((SimulatedChargeState.Charged, "tok_visa", payment.PaymentId));
    }

    [Test]
    public async Task Should_not_charge_an_order_that_was_given_up_meanwhile()
    {
        (await Service.OrderAsync(_lateOrder)).State.ShouldBe(OrderStatus.Cancelled);
        (await Service.InDatabaseAsync(db => db.Set<SimulatedCharge>().SingleAsync(charge => charge.OrderId == _lateOrder)))
            .State.ShouldBe(SimulatedChargeState.Attempted);
    }

    [Test]
    public async Task Should_be_found_in_the_audit_by_the_order() => (await Service.InDatabaseAsync(db => db.Set<AuditEntry>()
            .Where(entry => entry.SagaId == OrderId).OrderBy(entry => entry.At).Select(entry => entry.Action).ToListAsync()))
        .ShouldBe([AuditActions.DeadLetterRetried, AuditActions.DeadLetterEdited, AuditActions.DeadLetterEdited]);

    [Test]
    public async Task Should_leave_no_dead_letter() =>
        (await Service.InDatabaseAsync(db => db.Set<DeadLetter>().CountAsync())).ShouldBe(0);

    private async Task<DeadLetter> UntilGivenUpAsync(Guid orderId, DeadLetter? since)
    {
        var found = default(DeadLetter);
        await Time.Eventually.BecomesTrueAsync(
            async () =>
            {
                Service.Time.Advance(TimeSpan.FromSeconds(0.02));
                found = await Service.InDatabaseAsync(db => db.Set<DeadLetter>().AsNoTracking()
                    .SingleOrDefaultAsync(deadLetter => deadLetter.Body.Contains(orderId.ToString())));
                return found is not null && found.DeadLetterId != since?.DeadLetterId;
            },
            "the dead letter of the payment");
        await Service.UntilQuietAsync();
        return found!;
    }

    private async Task RetryAsync(DeadLetter deadLetter, DeadLetterEdit? edit) =>
        (await TryRetryAsync(deadLetter, edit)).Status.ShouldBe(DeadLetterStatus.Done);

    private Task<DeadLetterResult> TryRetryAsync(DeadLetter deadLetter, DeadLetterEdit? edit) =>
        Service.Services.GetRequiredService<DeadLetterService>()
            .RetryAsync(deadLetter.DeadLetterId, edit, Ada, CancellationToken.None);

    private static DeadLetterEdit WithAmount(DeadLetter deadLetter, string amount)
    {
        var body = JsonNode.Parse(deadLetter.Body)!;
        body["message"]!["amount"] = amount;
        return new DeadLetterEdit(body.ToJsonString());
    }
}
