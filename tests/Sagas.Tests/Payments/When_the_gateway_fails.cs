using Sagas.Contracts.Payments;
using Sagas.Durability.Messages;
using Sagas.Payments;
using Sagas.Payments.Gateways;

namespace Sagas.Tests.Payments;

internal sealed class When_the_gateway_fails : PaymentsFixture
{
    protected override async Task Arrange()
    {
        Gateway.IsDown = true;
        (await ProcessAsync()).ShouldBeOfType<PaymentGatewayException>();
    }

    [Test]
    public async Task Should_answer_nothing_and_keep_the_payment_as_started()
    {
        Room.Published<PaymentCompleted>().ShouldBeEmpty();
        Room.Published<PaymentDeclined>().ShouldBeEmpty();
        (await StoredPaymentAsync()).State.ShouldBe(PaymentState.Started);
    }

    [Test]
    public async Task Should_not_charge_another_sum_than_the_payment_was_begun_with()
    {
        Gateway.IsDown = false;

        var refusal = (await ProcessAsync(amount: 99m)).ShouldBeOfType<MessageRefusedException>();

        refusal.Errors.ShouldHaveSingleItem().ShouldBe(new MessageError(
            "$.amount", "Must be 39.80, for which the payment of the order was begun, but is 99."));
        Gateway.ChargeRequests.Count.ShouldBe(1);
        (await StoredPaymentAsync()).State.ShouldBe(PaymentState.Started);
    }

    [Test]
    public async Task Should_try_again_under_the_same_key_with_the_same_amount()
    {
        Gateway.IsDown = false;
        (await ProcessAsync()).ShouldBeNull();

        Gateway.ChargeRequests.Count.ShouldBe(2);
        Gateway.ChargeRequests.Distinct().ShouldHaveSingleItem().Amount.ShouldBe(39.80m);
        TheCompletion().PaymentId.ShouldBe(Gateway.ChargeRequests.First().PaymentId);
    }

    [Test]
    public async Task Should_void_the_payment_when_the_order_is_given_up()
    {
        await RefundAsync("gateway down");

        var payment = await StoredPaymentAsync();
        payment.State.ShouldBe(PaymentState.Voided);
        payment.Reason.ShouldBe("gateway down");
        TheRefund().Amount.ShouldBe(0);
        TheRefund().Currency.ShouldBeNull();
        Gateway.RefundRequests.ShouldBeEmpty();
    }

    [Test]
    public async Task Should_charge_nothing_after_the_order_was_given_up()
    {
        await RefundAsync();
        Gateway.IsDown = false;
        (await ProcessAsync()).ShouldBeNull();

        Gateway.Charges.ShouldBeEmpty();
        Room.Published<PaymentCompleted>().ShouldBeEmpty();
        (await StoredPaymentAsync()).State.ShouldBe(PaymentState.Voided);
    }
}
