using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Orders.Api;
using Sagas.Payments;
using Sagas.Payments.Simulator;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Journeys;

/// <summary>
/// The order has been given up together with the payment: it is cancelled, and its payment voided. Whatever is made of the
/// command and however often it is sent, a dead order is not charged.
/// </summary>
[EveryBed]
internal class When_a_payment_that_was_given_up_is_retried : Journey
{
    private HttpStatusCode _answer;

    protected override IReadOnlyList<(string Key, string Value)> Settings =>
        [("Sagas:Durability:RedeliveryDelays:0", "00:00:05")];

    protected override async Task HappensAsync()
    {
        OrderId = await Service.SubmitAsync("tok_down");
        await Service.UntilQuietAsync();
        await Service.LetTimePassAsync();
        await Service.UntilStateAsync(OrderId, OrderStatus.Cancelled);
        await Service.UntilQuietAsync();

        var deadLetter = await Service.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync());
        var request = JsonSerializer.Serialize(
            new { reason = "Another card", body = deadLetter.Body.Replace("tok_down", "tok_visa", StringComparison.Ordinal) });
        using var response = await Service.PostAsync($"/operations/dead-letters/{deadLetter.DeadLetterId}/retry", request);
        _answer = response.StatusCode;
        await Service.UntilQuietAsync();
    }

    [Test]
    public async Task Should_be_sent_and_handled()
    {
        _answer.ShouldBe(HttpStatusCode.Accepted);
        (await Service.InDatabaseAsync(db => db.Set<DeadLetter>().CountAsync())).ShouldBe(0);
        (await Service.Http.GetStringAsync(new Uri("/operations/audit?action=dead-letter.edit", UriKind.Relative)))
            .ShouldContain("Another card");
    }

    [Test]
    public async Task Should_leave_the_order_cancelled_and_uncharged()
    {
        (await Service.OrderAsync(OrderId)).State.ShouldBe(OrderStatus.Cancelled);
        (await Service.InDatabaseAsync(db => db.Set<Payment>().SingleAsync())).State.ShouldBe(PaymentState.Voided);
        (await Service.InDatabaseAsync(db => db.Set<SimulatedCharge>().SingleAsync())).State
            .ShouldBe(SimulatedChargeState.Attempted);
    }
}
