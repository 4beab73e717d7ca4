using Sagas.Contracts.Payments;
using Sagas.Payments;
using Sagas.Payments.Gateways;

namespace Sagas.Tests.Payments;

internal sealed class When_a_charged_order_is_given_up : PaymentsFixture
{
    protected override async Task Arrange() => await ProcessAsync();

    [Test]
    public async Task Should_refund_the_whole_charge()
    {
        (await RefundAsync("cancelled by customer")).ShouldBeNull();

        var payment = await StoredPaymentAsync();
        payment.State.ShouldBe(PaymentState.Refunded);
        payment.Reason.ShouldBe("cancelled by customer");
        Gateway.RefundRequests.ShouldHaveSingleItem()
            .ShouldBe(new RefundRequest(payment.PaymentId, payment.ChargeId!, 39.80m, "EUR", "cancelled by customer"));
        Room.Published<PaymentRefunded>().ShouldHaveSingleItem()
            .ShouldBe(new PaymentRefunded(OrderId, 39.80m, "EUR", payment.UpdatedAt));
    }

    [Test]
    public async Task Should_answer_with_the_amount_again_and_refund_nothing_more()
    {
        await RefundAsync();
        await RefundAsync();

        Gateway.RefundRequests.Count.ShouldBe(1);
        Room.Published<PaymentRefunded>().Count.ShouldBe(2);
        Room.Published<PaymentRefunded>().Distinct().ShouldHaveSingleItem().Amount.ShouldBe(39.80m);
    }

    [Test]
    public async Task Should_stay_charged_while_the_gateway_refuses_to_refund()
    {
        Gateway.RefundsAreDown = true;
        (await RefundAsync()).ShouldBeOfType<PaymentGatewayException>();

        (await StoredPaymentAsync()).State.ShouldBe(PaymentState.Charged);
        Room.Published<PaymentRefunded>().ShouldBeEmpty();
    }

    [Test]
    public async Task Should_keep_no_more_of_a_long_reason_than_fits()
    {
        await RefundAsync(new string('x', 5000));

        (await StoredPaymentAsync()).Reason!.Length.ShouldBe(Payment.LongestReason);
    }
}
