using Sagas.Contracts.Payments;
using Sagas.Payments;

namespace Sagas.Tests.Payments;

internal sealed class When_the_command_to_charge_comes_again : PaymentsFixture
{
    [Test]
    public async Task Should_answer_completed_again_and_charge_nothing_more()
    {
        await ProcessAsync();
        await ProcessAsync(amount: 99m);

        Gateway.ChargeRequests.Count.ShouldBe(1);
        Room.Published<PaymentCompleted>().Count.ShouldBe(2);
        Room.Published<PaymentCompleted>().Distinct().ShouldHaveSingleItem();
    }

    [Test]
    public async Task Should_answer_declined_again_and_not_ask_the_gateway()
    {
        Gateway.DeclineCode = "card_declined";
        await ProcessAsync();
        Gateway.DeclineCode = null;
        await ProcessAsync();

        Gateway.ChargeRequests.Count.ShouldBe(1);
        var payment = await StoredPaymentAsync();
        payment.State.ShouldBe(PaymentState.Declined);
        var expected = new PaymentDeclined(OrderId, payment.PaymentId, "card_declined", payment.UpdatedAt);
        Room.Published<PaymentDeclined>().ShouldBe([expected, expected]);
    }

    [Test]
    public async Task Should_do_nothing_when_the_money_was_given_back()
    {
        await ProcessAsync();
        await RefundAsync();
        await ProcessAsync();

        Gateway.ChargeRequests.Count.ShouldBe(1);
        Room.Published<PaymentCompleted>().Count.ShouldBe(1);
        (await StoredPaymentAsync()).State.ShouldBe(PaymentState.Refunded);
    }

    [Test]
    public async Task Should_charge_once_when_two_deliveries_meet_at_the_gateway()
    {
        var first = await ChargeInFlightAsync();
        var second = ProcessAsync();
        await Gateway.ChargeArrivesAsync(Harness.RoomHarness.Deadline);
        Gateway.Release();

        (await first).ShouldBeNull();
        (await second).ShouldBeNull();
        Gateway.Charges.Count.ShouldBe(1);
        Gateway.ChargeRequests.Distinct().ShouldHaveSingleItem();
        Room.Published<PaymentCompleted>().Count.ShouldBe(2);
        Room.Published<PaymentCompleted>().Distinct().ShouldHaveSingleItem();
        (await StoredPaymentAsync()).Version.ShouldBe(2);
    }

    [Test]
    public async Task Should_use_the_payment_that_another_delivery_stored_first()
    {
        var rival = Payment.Start(new ProcessPayment(OrderId, 39.80m, "EUR", "tok_test"), DateTimeOffset.UnixEpoch);
        Room.Races.BeforeSaving<Payment>(() => Room.WriteAsync(rival));

        (await ProcessAsync()).ShouldBeNull();

        Gateway.ChargeRequests.ShouldHaveSingleItem().PaymentId.ShouldBe(rival.PaymentId);
        TheCompletion().PaymentId.ShouldBe(rival.PaymentId);
    }
}
