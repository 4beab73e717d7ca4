using Sagas.Contracts;
using Sagas.Contracts.Notifications;
using Sagas.Contracts.Orders;
using Sagas.Contracts.Payments;
using Sagas.Durability.Messages;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Orders;

/// <summary>Only its total is an order's price: a charge or a refund of another sum is for a person to look at.</summary>
internal class When_another_sum_is_reported : OrderProcessFixture
{
    private static IEnumerable<TestCaseData> Sums =>
        from row in OrderProcessTable.OtherSums
        from sum in new[] { (1.00m, "EUR"), (39.80m, "USD"), (39.81m, "EUR"), (1_000_000m, "JPY") }
        select new TestCaseData(row.Key.State, row.Key.Event, sum.Item1, sum.Item2, row.Value);

    protected override Task HappensAsync() => Task.CompletedTask;

    [TestCaseSource(nameof(Sums))]
    public async Task Should_need_attention_or_be_refused(
        string state, string eventName, decimal amount, string currency, string? next)
    {
        var order = await OrderInAsync(state);
        var snapshot = order.Snapshot;

        var failure = await order.ReceivesAsync(Reported(order, eventName, amount, currency));

        if (next is null)
        {
            failure.ShouldNotBeNull().GetBaseException().ShouldBeOfType<MessageRefusedException>()
                .Message.ShouldContain($"{Written(amount, currency)} was charged instead of 39.80 EUR");
            order.Snapshot.ShouldBe(snapshot);
            order.Said.ShouldBeEmpty();
            return;
        }

        failure.ShouldBeNull();
        order.State.ShouldBe(next);
        order.Stored.Reason.ShouldBe(eventName == "PaymentCompleted"
            ? $"payment_mismatch: {Written(amount, currency)} was charged instead of 39.80 EUR"
            : $"refund_mismatch: {Written(amount, currency)} was refunded instead of 39.80 EUR");
        order.Said.OfType<OrderNeedsAttention>().ShouldHaveSingleItem().Reason.ShouldBe(order.Stored.Reason);
        order.Said.OfType<RefundPayment>().Count().ShouldBe(eventName == "PaymentCompleted" ? 1 : 0);
        order.Said.OfType<SendNotification>().ShouldBeEmpty();
        order.Timers.ShouldBeEmpty();
    }

    [Test]
    public async Task Should_ask_for_the_money_back_at_once_and_remember_the_payment()
    {
        var order = await DisputedAsync();

        order.SaidTo.Select(said => said.Queue).ShouldBe([Endpoints.RefundPayment, null]);
        order.Stored.PaymentId.ShouldBe(order.PaymentId);
        order.Stored.PaymentTimeoutTokenId.ShouldBeNull();
    }

    [TestCase("1.00", "EUR", "afterwards 1.00 EUR was refunded")]
    [TestCase("39.80", "EUR", "afterwards 39.80 EUR was refunded")]
    [TestCase("0", null, "afterwards nothing was found to refund")]
    public async Task Should_wait_for_a_person_even_after_the_money_is_back(string amount, string? currency, string noted)
    {
        var order = await DisputedAsync();
        var refund = new PaymentRefunded(
            order.OrderId, decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency, order.SubmittedAt);

        await order.ReceivesAsync(refund);
        await order.ReceivesAsync(refund);

        order.State.ShouldBe("NeedsAttention");
        order.Stored.Reason.ShouldBe($"payment_mismatch: 1.00 EUR was charged instead of 39.80 EUR; {noted}");
    }

    [Test]
    public async Task Should_tell_that_the_refund_failed()
    {
        var order = await DisputedAsync();
        order.Listen();

        await order.ReceivesAsync(order.RefundPaymentFaulted);

        order.State.ShouldBe("NeedsAttention");
        order.Stored.Reason.ShouldBe(
            "payment_mismatch: 1.00 EUR was charged instead of 39.80 EUR; afterwards refund_failed: gateway is lost");
        order.Said.ShouldHaveSingleItem().ShouldBeOfType<OrderNeedsAttention>().Reason.ShouldBe("refund_failed: gateway is lost");
    }

    [Test]
    public async Task Should_end_cancelled_once_an_operator_has_asked_for_the_refund()
    {
        var order = await DisputedAsync();
        await order.ReceivesAsync(order.RetryCompensation);
        await order.ReceivesAsync(new PaymentRefunded(order.OrderId, 1.00m, "EUR", order.SubmittedAt));

        order.State.ShouldBe("Cancelled");
        order.Said.OfType<OrderCancelled>().ShouldHaveSingleItem();
    }

    [Test]
    public async Task Should_end_cancelled_once_an_operator_has_settled_it()
    {
        var order = await DisputedAsync();
        await order.ReceivesAsync(order.ResolveManually);

        order.State.ShouldBe("Cancelled");
    }

    [Test]
    public async Task Should_give_back_the_right_sum_as_well_if_it_comes_late()
    {
        var order = await DisputedAsync();
        order.Listen();

        await order.ReceivesAsync(order.PaymentCompleted);

        order.State.ShouldBe("NeedsAttention");
        order.Said.ShouldHaveSingleItem().ShouldBeOfType<RefundPayment>();
        order.Stored.Reason.ShouldBe("payment_mismatch: 1.00 EUR was charged instead of 39.80 EUR");
    }

    [TestCase("39.8", "EUR")]
    [TestCase("39.8000", "eur")]
    public async Task Should_take_the_total_however_it_is_written(string amount, string currency)
    {
        var order = await OrderInAsync("AwaitingPayment");
        await order.ReceivesAsync(Reported(
            order, "PaymentCompleted", decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency));

        order.State.ShouldBe("AwaitingNotification");
        order.Said.OfType<OrderPaid>().ShouldHaveSingleItem().Currency.ShouldBe("EUR");
    }

    [TestCase("-5", "EUR")]
    [TestCase("39.80", "USD")]
    public async Task Should_not_give_an_order_up_because_somebody_else_asked_for_another_sum(string amount, string currency)
    {
        var order = await OrderInAsync("AwaitingPayment");
        var (snapshot, ignored) = (order.Snapshot, Process.Ignored.Count("AwaitingPayment", "ProcessPaymentFaulted"));

        await order.ReceivesAsync(OrderUnderTest.FaultOf(
            new ProcessPayment(
                order.OrderId, decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency, "tok_visa"),
            "refused"));

        order.Snapshot.ShouldBe(snapshot);
        order.Said.ShouldBeEmpty();
        Process.Ignored.Count("AwaitingPayment", "ProcessPaymentFaulted").ShouldBe(ignored + 1);
    }

    private async Task<OrderUnderTest> DisputedAsync()
    {
        var order = await OrderInAsync("AwaitingPayment");
        await order.ReceivesAsync(Reported(order, "PaymentCompleted", 1.00m, "EUR"));
        order.State.ShouldBe("NeedsAttention");
        return order;
    }

    private static object Reported(OrderUnderTest order, string eventName, decimal amount, string currency) =>
        eventName == "PaymentCompleted"
            ? order.PaymentCompleted with { Amount = amount, Currency = currency }
            : order.PaymentRefunded with { Amount = amount, Currency = currency };

    private static string Written(decimal amount, string currency) =>
        FormattableString.Invariant($"{(currency == "JPY" ? amount : amount + 0.00m)} {currency}");
}
