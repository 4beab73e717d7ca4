using Sagas.Contracts.Payments;
using Sagas.Payments;

namespace Sagas.Tests.Payments;

internal sealed class When_the_refund_comes_before_the_charge : PaymentsFixture
{
    [Test]
    public async Task Should_answer_that_nothing_was_charged()
    {
        await RefundAsync("cancelled");

        var payment = await StoredPaymentAsync();
        payment.State.ShouldBe(PaymentState.Voided);
        payment.Amount.ShouldBeNull();
        payment.Reason.ShouldBe("cancelled");
        Room.Published<PaymentRefunded>().ShouldHaveSingleItem().Amount.ShouldBe(0);
        TheRefund().Currency.ShouldBeNull();
    }

    [Test]
    public async Task Should_answer_the_same_when_it_comes_again()
    {
        await RefundAsync();
        await RefundAsync();

        Room.Published<PaymentRefunded>().Select(x => x.Amount).ShouldBe([0m, 0m]);
        (await StoredPaymentAsync()).Version.ShouldBe(1);
    }

    [Test]
    public async Task Should_charge_nothing_afterwards()
    {
        await RefundAsync();
        (await ProcessAsync()).ShouldBeNull();

        Gateway.ChargeRequests.ShouldBeEmpty();
        Room.Published<PaymentCompleted>().ShouldBeEmpty();
    }

    [Test]
    public async Task Should_charge_nothing_even_if_both_arrive_at_the_same_moment_and_the_refund_wins()
    {
        var fence = Payment.Fence(new RefundPayment(OrderId, "cancelled"), DateTimeOffset.UnixEpoch);
        Room.Races.BeforeSaving<Payment>(() => Room.WriteAsync(fence));

        (await ProcessAsync()).ShouldBeNull();

        Gateway.ChargeRequests.ShouldBeEmpty();
        (await StoredPaymentAsync()).State.ShouldBe(PaymentState.Voided);
    }

    [Test]
    public async Task Should_void_the_started_payment_if_both_arrive_at_the_same_moment_and_the_charge_wins()
    {
        var started = Payment.Start(new ProcessPayment(OrderId, 39.80m, "EUR", "tok_test"), DateTimeOffset.UnixEpoch);
        Room.Races.BeforeSaving<Payment>(() => Room.WriteAsync(started));

        (await RefundAsync()).ShouldBeNull();

        var payment = await StoredPaymentAsync();
        payment.PaymentId.ShouldBe(started.PaymentId);
        payment.State.ShouldBe(PaymentState.Voided);
        Room.Published<PaymentRefunded>().Count.ShouldBe(1);
    }
}
