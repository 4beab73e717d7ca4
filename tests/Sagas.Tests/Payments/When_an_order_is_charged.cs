using Microsoft.EntityFrameworkCore;
using Sagas.Contracts.Payments;
using Sagas.Payments;
using Sagas.Payments.Gateways;

namespace Sagas.Tests.Payments;

internal sealed class When_an_order_is_charged : PaymentsFixture
{
    [Test]
    public async Task Should_store_the_payment_and_publish_its_completion()
    {
        (await ProcessAsync()).ShouldBeNull();

        var payment = await StoredPaymentAsync();
        payment.State.ShouldBe(PaymentState.Charged);
        payment.Version.ShouldBe(2);
        payment.ChargeId.ShouldBe($"ch_{payment.PaymentId:N}");
        Room.Published<PaymentCompleted>().ShouldHaveSingleItem().ShouldBe(
            new PaymentCompleted(OrderId, payment.PaymentId, payment.ChargeId!, 39.80m, "EUR", payment.UpdatedAt));
    }

    [Test]
    public async Task Should_ask_the_gateway_under_the_payment_s_id()
    {
        await ProcessAsync();

        var payment = await StoredPaymentAsync();
        payment.PaymentId.Version.ShouldBe(7);
        Gateway.ChargeRequests.ShouldHaveSingleItem()
            .ShouldBe(new ChargeRequest(payment.PaymentId, OrderId, 39.80m, "EUR", "tok_test"));
    }

    [Test]
    public async Task Should_have_stored_the_payment_before_the_gateway_hears_of_it()
    {
        Payment? seen = null;
        Gateway.DuringCharge = async () => seen = await StoredPaymentAsync();

        await ProcessAsync();

        seen!.State.ShouldBe(PaymentState.Started);
        seen.PaymentId.ShouldBe(Gateway.ChargeRequests.Single().PaymentId);
    }

    [Test]
    public async Task Should_hold_no_transaction_while_the_gateway_is_called()
    {
        // SQLite has one writer: a transaction that is open meanwhile would let this time out.
        Gateway.DuringCharge = () => Room.ReadAsync(async database =>
        {
            database.Database.SetCommandTimeout(1);
            return await database.Set<Payment>().ExecuteUpdateAsync(x => x.SetProperty(p => p.Reason, "touched"));
        });

        (await ProcessAsync()).ShouldBeNull();
    }

    [Test]
    public async Task Should_store_points_in_time_in_whole_milliseconds()
    {
        await ProcessAsync();

        var payment = await StoredPaymentAsync();
        (payment.StartedAt.UtcTicks % TimeSpan.TicksPerMillisecond).ShouldBe(0);
        (payment.UpdatedAt.UtcTicks % TimeSpan.TicksPerMillisecond).ShouldBe(0);
    }
}
