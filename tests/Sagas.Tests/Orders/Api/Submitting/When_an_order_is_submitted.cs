using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts.Orders;
using Sagas.Durability.Tables;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Orders.Api.Submitting;

internal class When_an_order_is_submitted
{
    private ApiFixture _api = null!;

    [OneTimeSetUp]
    public void Start() => _api = new();

    [OneTimeTearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [Test]
    public async Task Should_answer_with_the_order_and_its_address()
    {
        using var response = await _api.PostAsync("/orders", ApiFixture.GoodOrder);

        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted, text);
        var order = await response.JsonAsync();
        var orderId = order.GetProperty("orderId").GetGuid();
        orderId.Version.ShouldBe(7);
        response.Headers.Location!.OriginalString.ShouldBe($"/orders/{orderId}");
        var at = order.Text("submittedAt");
        DateTimeOffset.ParseExact(
            at, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        text.ShouldBe(
            $$"""{"orderId":"{{orderId}}","state":"Submitted","customerId":"c-42","currency":"EUR","total":39.80,"reason":null"""
            + $$""","submittedAt":"{{at}}","updatedAt":"{{at}}","version":0}""");
    }

    [Test]
    public async Task Should_be_seen_by_a_get_right_after()
    {
        using var response = await _api.PostAsync("/orders", ApiFixture.GoodOrder);

        (await _api.Client.GetStringAsync(response.Headers.Location)).ShouldBe(await response.Content.ReadAsStringAsync());
    }

    [Test]
    public async Task Should_announce_the_order_with_what_was_stored()
    {
        var orderId = await _api.SubmitAsync();

        var announced = _api.Sent.Of<OrderSubmitted>().Single(submitted => submitted.OrderId == orderId);
        announced.ShouldSatisfyAllConditions(
            x => x.CustomerId.ShouldBe("c-42"),
            x => x.Email.ShouldBe("ada@example.com"),
            x => x.Currency.ShouldBe("EUR"),
            x => x.Lines.ShouldBe([new("BOOK-1", 2, 19.90m)]),
            x => x.Total.ShouldBe(39.80m),
            x => x.PaymentToken.ShouldBe("tok_visa"),
            x => (x.SubmittedAt.Ticks % TimeSpan.TicksPerMillisecond).ShouldBe(0));
    }

    [Test]
    public async Task Should_keep_the_announcement_until_it_has_arrived()
    {
        var orderId = await _api.SubmitAsync();

        var row = _api.Sent.Rows.Single(row => row.Body.Contains(orderId.ToString(), StringComparison.Ordinal));
        (await _api.InDatabaseAsync(db =>
            db.Set<OutboxMessage>().AsNoTracking().SingleAsync(stored => stored.OutboxId == row.OutboxId)))
            .ShouldBeEquivalentTo(row);
    }

    [TestCase("JPY", "1200", "2400")]
    [TestCase("KWD", "1.005", "2.010")]
    [TestCase("CLF", "0.1234", "0.2468")]
    public async Task Should_show_the_total_with_the_decimals_of_the_currency(string currency, string price, string total)
    {
        var orderId = await _api.SubmitAsync(
            ApiFixture.GoodOrder.Replace("EUR", currency, StringComparison.Ordinal)
                .Replace("19.90", price, StringComparison.Ordinal));

        (await _api.GetTextAsync($"/orders/{orderId}")).ShouldContain($"\"total\":{total},");
    }

    [Test]
    public async Task Should_take_200_lines()
    {
        var lines = string.Join(',', Enumerable.Repeat("""{"sku":"BOOK-1","quantity":1,"unitPrice":1}""", 200));

        using var response = await _api.PostAsync("/orders", ApiFixture.GoodOrder.Replace(
            """{"sku":"BOOK-1","quantity":2,"unitPrice":19.90}""", lines, StringComparison.Ordinal));

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }
}
