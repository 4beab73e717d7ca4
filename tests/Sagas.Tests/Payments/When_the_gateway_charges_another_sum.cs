using Sagas.Contracts;
using Sagas.Contracts.Payments;
using Sagas.Durability.Messages;
using Sagas.Payments;
using Sagas.Payments.Gateways;

namespace Sagas.Tests.Payments;

/// <summary>What the gateway has taken is recorded and told as it is, so that it can be given back.</summary>
internal sealed class When_the_gateway_charges_another_sum : PaymentsFixture
{
    private static readonly GatewayCharge Other = new("ch_other", 1.00m, "USD");

    protected override Task Arrange()
    {
        Gateway.ChargesInstead = Other;
        return Task.CompletedTask;
    }

    [Test]
    public async Task Should_tell_what_was_charged()
    {
        (await ProcessAsync()).ShouldBeNull();

        var completed = TheCompletion();
        (completed.ChargeId, completed.Amount, completed.Currency).ShouldBe(("ch_other", 1.00m, "USD"));
        var payment = await StoredPaymentAsync();
        (payment.State, payment.Amount, payment.Currency).ShouldBe((PaymentState.Charged, 1.00m, "USD"));
    }

    [Test]
    public async Task Should_give_back_what_was_charged()
    {
        await ProcessAsync();
        (await RefundAsync()).ShouldBeNull();

        var refund = Gateway.RefundRequests.ShouldHaveSingleItem();
        (refund.ChargeId, refund.Amount, refund.Currency).ShouldBe(("ch_other", 1.00m, "USD"));
        (TheRefund().Amount, TheRefund().Currency).ShouldBe((1.00m, "USD"));
    }

    [Test]
    public async Task Should_give_it_back_if_it_is_only_found_by_looking_it_up()
    {
        Gateway.LosesAnswers = true;
        (await ProcessAsync()).ShouldBeOfType<PaymentGatewayException>();

        (await RefundAsync()).ShouldBeNull();

        Gateway.RefundRequests.ShouldHaveSingleItem().Amount.ShouldBe(1.00m);
        (TheRefund().Amount, TheRefund().Currency).ShouldBe((1.00m, "USD"));
        (await StoredPaymentAsync()).State.ShouldBe(PaymentState.Refunded);
    }

    [Test]
    public async Task Should_tell_of_it_when_it_comes_late()
    {
        var charging = await ChargeInFlightAsync();
        await RefundAsync();
        Gateway.Release();
        (await charging).ShouldBeNull();

        (TheCompletion().Amount, TheCompletion().Currency).ShouldBe((1.00m, "USD"));
    }

    [Test]
    public async Task Should_answer_the_same_command_again_although_it_asks_for_the_right_sum()
    {
        await ProcessAsync();
        (await ProcessAsync()).ShouldBeNull();

        Room.Published<PaymentCompleted>().Distinct().ShouldHaveSingleItem();
        Gateway.ChargeRequests.Count.ShouldBe(1);
    }

    [TestCase("-5", "EUR", "$.amount")]
    [TestCase("0", "EUR", "$.amount")]
    [TestCase("39.805", "EUR", "$.amount")]
    [TestCase("39.80", "EURO", "$.currency")]
    [TestCase("39.80", "eur", "$.currency")]
    [TestCase("39.80", null, "$.currency")]
    public async Task Should_charge_nothing_at_all_for_a_command_that_breaks_the_rules(
        string amount, string? currency, string path)
    {
        var command = new ProcessPayment(
            OrderId, decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency!, "tok_test");

        var refusal = (await Room.HandleAsync(Endpoints.ProcessPayment, command)).ShouldBeOfType<MessageRefusedException>();

        refusal.Errors.ShouldContain(error => error.Path == path);
        Gateway.ChargeRequests.ShouldBeEmpty();
        (await Room.ReadAsync(database => Task.FromResult(database.Set<Payment>().Any()))).ShouldBeFalse();
    }
}
