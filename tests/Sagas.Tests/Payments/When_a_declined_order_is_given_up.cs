using Sagas.Payments;

namespace Sagas.Tests.Payments;

internal sealed class When_a_declined_order_is_given_up : PaymentsFixture
{
    [Test]
    public async Task Should_answer_that_nothing_was_charged_and_stay_declined()
    {
        Gateway.DeclineCode = "insufficient_funds";
        await ProcessAsync();
        (await RefundAsync()).ShouldBeNull();

        TheRefund().Amount.ShouldBe(0);
        TheRefund().Currency.ShouldBeNull();
        Gateway.RefundRequests.ShouldBeEmpty();
        (await StoredPaymentAsync()).State.ShouldBe(PaymentState.Declined);
    }
}
