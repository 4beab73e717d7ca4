using Sagas.Contracts.Payments;
using Sagas.Payments;

namespace Sagas.Tests.Payments;

internal sealed class When_the_answer_of_the_gateway_was_lost : PaymentsFixture
{
    protected override async Task Arrange()
    {
        Gateway.ChargesBeforeHolding = true;
        Gateway.IsDown = true;
        (await ProcessAsync()).ShouldNotBeNull();
        Gateway.Charges.Count.ShouldBe(1);
    }

    [Test]
    public async Task Should_find_the_charge_by_asking_again()
    {
        Gateway.IsDown = false;
        await ProcessAsync();

        Gateway.Charges.Count.ShouldBe(1);
        Room.Published<PaymentCompleted>().Count.ShouldBe(1);
    }

    [Test]
    public async Task Should_refund_the_charge_when_the_order_is_given_up()
    {
        await RefundAsync("too late");

        var payment = await StoredPaymentAsync();
        payment.State.ShouldBe(PaymentState.Refunded);
        Gateway.Refunds.ContainsKey(payment.PaymentId).ShouldBeTrue();
        TheRefund().ShouldBe(new PaymentRefunded(OrderId, 39.80m, "EUR", payment.UpdatedAt));
    }
}
