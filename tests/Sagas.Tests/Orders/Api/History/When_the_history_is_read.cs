using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Databases;
using Sagas.Durability.History;
using Sagas.Durability.Tables;
using Sagas.Orders;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Orders.Api.History;

internal class When_the_history_is_read
{
    private ApiFixture _api = null!;

    [OneTimeSetUp]
    public void Start() => _api = new();

    [OneTimeTearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [Test]
    public async Task Should_show_every_step_in_its_order()
    {
        var orderId = await _api.SubmitAsync();
        await _api.MoveAsync(orderId, "OrderSubmitted", "AwaitingPayment");
        await _api.MoveAsync(orderId, "PaymentDeclined", "Rejected");

        using var response = await _api.GetAsync($"/orders/{orderId}/history");

        var steps = (await response.JsonAsync()).GetProperty("items").EnumerateArray().ToList();
        steps.Select(step => step.GetProperty("version").GetInt32()).ShouldBe([1, 2]);
        steps.Select(step => $"{step.Text("event")}: {step.Text("from")} -> {step.Text("to")}")
            .ShouldBe(["OrderSubmitted: Initial -> AwaitingPayment", "PaymentDeclined: AwaitingPayment -> Rejected"]);
        steps[1].GetProperty("changes").Text("currentState").ShouldBe("Rejected");
        steps[1].GetProperty("messages")[0].Text("type").ShouldBe("ProcessPayment");
        steps[1].EnumerateObject().Select(member => member.Name)
            .ShouldBe(["version", "event", "from", "to", "at", "messageId", "conversationId", "changes", "messages"]);
    }

    [Test]
    public async Task Should_mask_the_customer_s_address_and_payment_token()
    {
        var orderId = await _api.SubmitAsync();
        await _api.MoveAsync(orderId, "OrderSubmitted", "AwaitingPayment");

        var text = await _api.GetTextAsync($"/orders/{orderId}/history");

        text.ShouldContain("\"email\":\"a***@example.com\"");
        text.ShouldContain("\"paymentToken\":\"***visa\"");
        text.ShouldNotContain("ada@");
        text.ShouldNotContain("tok_");
    }

    [Test]
    public async Task Should_still_fold_to_the_order_where_it_is_stored()
    {
        var orderId = await _api.SubmitAsync();
        await _api.MoveAsync(orderId, "OrderSubmitted", "AwaitingPayment");
        await _api.MoveAsync(orderId, "PaymentDeclined", "Rejected");
        await _api.GetTextAsync($"/orders/{orderId}/history");

        var order = await _api.InDatabaseAsync(
            db => db.Set<OrderState>().AsNoTracking().SingleAsync(x => x.CorrelationId == orderId));
        var steps = await _api.InDatabaseAsync(db => db.Set<SagaTransition>().AsNoTracking()
            .Where(step => step.SagaId == orderId).OrderBy(step => step.Version).ToListAsync());
        var stored = SagaSnapshot.Describe(_api.Services.GetRequiredService<DurableDatabase>().Table(typeof(OrderState)), order);
        Dictionary<string, JsonElement> folded = new(StringComparer.Ordinal);
        foreach (var (field, value) in steps.SelectMany(
            step => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(step.Changes)!))
            folded[field] = value;

        folded.Keys.ShouldContain("email");
        folded.Keys.ShouldContain("paymentToken");
        folded.ShouldAllBe(field => JsonElement.DeepEquals(field.Value, stored[field.Key]));
        (order.Email, order.PaymentToken).ShouldBe(("ada@example.com", "tok_visa"));
    }

    [Test]
    public async Task Should_be_empty_before_the_first_step()
    {
        var orderId = await _api.SubmitAsync();

        (await _api.GetTextAsync($"/orders/{orderId}/history")).ShouldBe("""{"items":[]}""");
    }

    [TestCase("")]
    [TestCase("/history")]
    [TestCase("/events")]
    public async Task Should_not_find_an_unknown_order(string part)
    {
        var orderId = Guid.NewGuid();

        using var response = await _api.GetAsync($"/orders/{orderId}{part}", ("Accept", "text/event-stream"));

        (await response.ProblemAsync(HttpStatusCode.NotFound, "order_not_found")).Text("detail")
            .ShouldContain(orderId.ToString());
    }
}
