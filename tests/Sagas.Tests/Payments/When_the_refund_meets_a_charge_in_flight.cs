using Sagas.Contracts.Payments;
using Sagas.Payments;

namespace Sagas.Tests.Payments;

internal sealed class When_the_refund_meets_a_charge_in_flight : PaymentsFixture
{
    [Test]
    public async Task Should_report_the_late_charge_and_give_it_back()
    {
        var charging = await ChargeInFlightAsync();
        await RefundAsync();
        TheRefund().Amount.ShouldBe(0);

        Gateway.Release();
        (await charging).ShouldBeNull();
        var payment = await StoredPaymentAsync();
        payment.State.ShouldBe(PaymentState.Charged);
        Room.Published<PaymentCompleted>().ShouldHaveSingleItem().PaymentId.ShouldBe(payment.PaymentId);

        // The saga answers a payment for a dead order with another refund.
        await RefundAsync();
        (await StoredPaymentAsync()).State.ShouldBe(PaymentState.Refunded);
        TheRefund().Amount.ShouldBe(39.80m);
        Gateway.Refunds.Count.ShouldBe(1);
        Gateway.ChargeRequests.Count.ShouldBe(1);
    }

    [Test]
    public async Task Should_refund_at_once_what_the_gateway_already_knows()
    {
        Gateway.ChargesBeforeHolding = true;
        var charging = await ChargeInFlightAsync();
        await RefundAsync();
        TheRefund().Amount.ShouldBe(39.80m);

        Gateway.Release();
        (await charging).ShouldBeNull();
        Room.Published<PaymentCompleted>().ShouldBeEmpty();
        (await StoredPaymentAsync()).State.ShouldBe(PaymentState.Refunded);
        Gateway.Refunds.Count.ShouldBe(1);
    }

    [Test]
    public async Task Should_stay_voided_when_the_charge_is_declined()
    {
        Gateway.DeclineCode = "card_declined";
        var charging = await ChargeInFlightAsync();
        await RefundAsync();

        Gateway.Release();
        (await charging).ShouldBeNull();
        Room.Published<PaymentDeclined>().ShouldBeEmpty();
        (await StoredPaymentAsync()).State.ShouldBe(PaymentState.Voided);
    }

    [Test]
    public async Task Should_find_the_late_charge_after_a_crash_lost_the_attempt()
    {
        // The attempt charges and dies: its answer never reaches the database, and its message is delivered again.
        Gateway.IsDown = true;
        var charging = await ChargeInFlightAsync();
        await RefundAsync();
        Gateway.ChargesBeforeHolding = true;
        Gateway.Charges[Gateway.ChargeRequests.Single().PaymentId] = new("ch_late", 39.80m, "EUR");
        Gateway.Release();
        (await charging).ShouldNotBeNull();

        (await ProcessAsync()).ShouldBeNull();
        TheCompletion().ChargeId.ShouldBe("ch_late");
        Gateway.ChargeRequests.Count.ShouldBe(1);
    }

    [Test]
    public async Task Should_give_back_a_late_charge_that_a_second_refund_finds_first()
    {
        var charging = await ChargeInFlightAsync();
        await RefundAsync();
        Gateway.Charges[Gateway.ChargeRequests.Single().PaymentId] = new("ch_late", 39.80m, "EUR");
        await RefundAsync("again");
        TheRefund().Amount.ShouldBe(39.80m);

        Gateway.Release();
        (await charging).ShouldBeNull();
        Room.Published<PaymentCompleted>().ShouldBeEmpty();
        (await StoredPaymentAsync()).State.ShouldBe(PaymentState.Refunded);
    }
}
