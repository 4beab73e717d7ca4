using System.Net;
using Microsoft.EntityFrameworkCore;
using Sagas.Orders;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Orders.Api.Listing;

internal class When_orders_are_listed
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private ApiFixture _api = null!;

    // Ten orders in each of five seconds: the same time tells them apart as little as anything can.
    [OneTimeSetUp]
    public async Task Start()
    {
        _api = new();
        await _api.InDatabaseAsync(async db =>
        {
            db.AddRange(Enumerable.Range(0, 50).Select(place => new OrderState
            {
                CorrelationId = Guid.NewGuid(),
                CurrentState = place % 2 == 0 ? "Completed" : "Initial",
                CustomerId = $"c-{place % 3}",
                Currency = "EUR",
                Total = place,
                SubmittedAt = Noon.AddSeconds(place / 10),
                UpdatedAt = Noon,
            }));
            return await db.SaveChangesAsync();
        });
    }

    [OneTimeTearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(10)]
    [TestCase(49)]
    [TestCase(50)]
    [TestCase(200)]
    public async Task Should_page_to_the_end_without_gaps_or_doubles(int limit)
    {
        var pages = await PagesAsync($"limit={limit}");

        pages.SelectMany(page => page).Distinct().Count().ShouldBe(50);
        pages.Sum(page => page.Count).ShouldBe(50);
        pages.SkipLast(1).ShouldAllBe(page => page.Count == limit);
        pages.Count.ShouldBe((50 + limit - 1) / limit);
    }

    [Test]
    public async Task Should_show_the_newest_first()
    {
        using var response = await _api.GetAsync("/orders?limit=200");

        var times = (await response.JsonAsync()).GetProperty("items").EnumerateArray()
            .Select(order => order.Text("submittedAt")).ToList();
        times.ShouldBe(times.OrderDescending(StringComparer.Ordinal));
    }

    [TestCase("state=Completed", 25)]
    [TestCase("state=Submitted", 25)]
    [TestCase("state=Completed&state=Submitted", 50)]
    [TestCase("state=Rejected", 0)]
    [TestCase("customer=c-0", 17)]
    [TestCase("customer=C-0", 0)]
    [TestCase("from=2026-01-31T12:00:02Z", 30)]
    [TestCase("to=2026-01-31T12:00:02Z", 20)]
    [TestCase("from=2026-01-31T12:00:02Z&to=2026-01-31T12:00:03Z", 10)]
    [TestCase("from=2026-01-31T14:00:02%2B02:00", 30)]
    [TestCase("state=Completed&customer=c-0&from=2026-01-31", 9)]
    public async Task Should_filter_and_page_at_once(string query, int count)
    {
        var pages = await PagesAsync($"{query}&limit=3");

        pages.SelectMany(page => page).Distinct().Count().ShouldBe(count);
    }

    [Test]
    public async Task Should_not_be_shifted_by_new_orders()
    {
        using var first = await _api.GetAsync("/orders?limit=20&to=2026-02-01");
        var page = await first.JsonAsync();
        await _api.SubmitAsync();

        using var second = await _api.GetAsync($"/orders?limit=20&to=2026-02-01&cursor={page.Text("next")}");

        Ids(page).Intersect(Ids(await second.JsonAsync())).ShouldBeEmpty();
        await _api.InDatabaseAsync(db => db.Set<OrderState>().Where(order => order.CustomerId == "c-42").ExecuteDeleteAsync());
    }

    [Test]
    public async Task Should_name_a_bad_cursor()
    {
        using var response = await _api.GetAsync("/orders?cursor=abc");

        (await response.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request")).Fields().ShouldBe(["cursor"]);
    }

    [Test]
    public async Task Should_not_leave_out_a_filter_that_is_misspelled()
    {
        using var response = await _api.GetAsync("/orders?custmer=c-0&LIMIT=1&colour=red");

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request");
        problem.Fields().ShouldBe(["custmer", "colour"]);
        problem.GetProperty("errors").GetProperty("custmer")[0].GetString().ShouldBe(
            "Is not a parameter of this address. The nearest is customer; all are state, customer, from, to, cursor, limit.");
    }

    [Test]
    public async Task Should_list_the_states_when_one_is_unknown()
    {
        using var response = await _api.GetAsync("/orders?state=Lost");

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request");
        problem.GetProperty("errors").GetProperty("state")[0].GetString().ShouldBe(
            "Must be one of Submitted, AwaitingPayment, AwaitingNotification, Completed, Rejected, Compensating, Cancelled, NeedsAttention.");
    }

    private async Task<List<List<Guid>>> PagesAsync(string query)
    {
        List<List<Guid>> pages = [];
        string? next = null;
        do
        {
            using var response = await _api.GetAsync($"/orders?{query}{(next is null ? "" : $"&cursor={next}")}");
            response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
            var page = await response.JsonAsync();
            pages.Add([.. Ids(page)]);
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);

        return pages;
    }

    private static IEnumerable<Guid> Ids(System.Text.Json.JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(order => order.GetProperty("orderId").GetGuid());
}
