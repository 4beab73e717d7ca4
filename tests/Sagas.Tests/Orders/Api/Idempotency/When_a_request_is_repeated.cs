using System.Net;
using Microsoft.EntityFrameworkCore;
using Sagas.Orders.Api.Idempotency;
using Sagas.Tests.Harness;
using Sagas.Tests.Time;

namespace Sagas.Tests.Orders.Api.Idempotency;

internal class When_a_request_is_repeated
{
    // Whether requests meet is a matter of luck.
    private const int Rounds = 150;

    private static readonly TimeSpan Window = TimeSpan.FromHours(1);
    private static readonly TimeSpan CleanupInterval = TimeSpan.FromDays(1);

    private ApiFixture _api = null!;

    // An expired key is not removed before it is used again, unless a test lets a day pass.
    [SetUp]
    public void Start() => _api = new(
        ("Sagas:Api:IdempotencyWindow", $"{Window:c}"), ("Sagas:Api:IdempotencyCleanupInterval", $"{CleanupInterval:c}"));

    [TearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [Test]
    public async Task Should_give_the_first_answer_again_and_make_no_second_order()
    {
        using var first = await PostAsync("key-1");
        var answer = await first.Content.ReadAsStringAsync();
        await _api.MoveAsync((await first.JsonAsync()).GetProperty("orderId").GetGuid(), "OrderSubmitted", "AwaitingPayment");

        using var second = await PostAsync("key-1");

        first.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        second.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        second.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        second.Headers.Location.ShouldBe(first.Headers.Location);
        (await second.Content.ReadAsStringAsync()).ShouldBe(answer);
        (await _api.CountOrdersAsync()).ShouldBe(1);
        _api.Sent.Rows.Count.ShouldBe(1);
    }

    [Test]
    public async Task Should_recognise_the_same_order_however_it_is_written()
    {
        using var first = await PostAsync("key-1");

        using var second = await PostAsync("key-1", """
            { "paymentToken": "tok_visa", "currency": "EUR", "email": "ada@example.com", "customerId": "c-42",
              "lines": [ { "unitPrice": 19.9, "quantity": 2, "sku": "BOOK-1" } ] }
            """);

        second.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
    }

    [Test]
    public async Task Should_refuse_another_order_under_the_same_key()
    {
        using var first = await PostAsync("key-1");

        using var second = await PostAsync("key-1", ApiFixture.GoodOrder.Replace("19.90", "19.91", StringComparison.Ordinal));

        await second.ProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
        (await _api.CountOrdersAsync()).ShouldBe(1);
        _api.Sent.Rows.Count.ShouldBe(1);
    }

    [Test]
    public async Task Should_tell_keys_apart_by_their_capitals()
    {
        using var first = await PostAsync("key-a");
        using var second = await PostAsync("KEY-A");

        (await _api.CountOrdersAsync()).ShouldBe(2);
    }

    [Test]
    public async Task Should_not_use_the_key_of_a_refused_order_up()
    {
        using var refused = await PostAsync("key-1", "{}");
        using var accepted = await PostAsync("key-1");

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        accepted.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
    }

    [Test]
    public async Task Should_make_one_order_of_many_requests_at_once()
    {
        for (var round = 1; round <= Rounds; round++)
        {
            var responses = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => PostAsync($"key-{round}")));

            var answers = await Task.WhenAll(responses.Select(response => response.Content.ReadAsStringAsync()));
            answers.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
            responses.ShouldAllBe(response => response.StatusCode == HttpStatusCode.Accepted);
            responses.Count(response => !response.Headers.Contains("Idempotency-Replayed")).ShouldBe(1);
            (await _api.CountOrdersAsync()).ShouldBe(round);
            (await _api.CountOutboxAsync()).ShouldBe(round);
            _api.Sent.Rows.Count.ShouldBe(round);
            foreach (var response in responses)
                response.Dispose();
        }
    }

    [Test]
    public async Task Should_forget_the_key_after_its_window()
    {
        using var first = await PostAsync("key-1");
        _api.Time.Advance(Window);

        using var second = await PostAsync("key-1", ApiFixture.GoodOrder.Replace("c-42", "c-43", StringComparison.Ordinal));
        using var third = await PostAsync("key-1", ApiFixture.GoodOrder.Replace("c-42", "c-43", StringComparison.Ordinal));

        second.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        second.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        third.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await third.Content.ReadAsStringAsync()).ShouldBe(await second.Content.ReadAsStringAsync());
        (await _api.CountOrdersAsync()).ShouldBe(2);
    }

    [Test]
    public async Task Should_make_one_order_of_many_requests_that_take_an_expired_key_over()
    {
        using var first = await PostAsync("key-1");
        _api.Time.Advance(Window);

        var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync("key-1")));

        responses.ShouldAllBe(response => response.StatusCode == HttpStatusCode.Accepted);
        (await _api.CountOrdersAsync()).ShouldBe(2);
        foreach (var response in responses)
            response.Dispose();
    }

    [Test]
    public async Task Should_remove_expired_keys_batch_by_batch()
    {
        for (var key = 0; key < 3; key++)
            (await PostAsync($"old-{key}")).Dispose();
        _api.Time.Advance(Window);
        (await PostAsync("new")).Dispose();

        (await RemoveExpiredAsync(atMost: 2)).ShouldBe(2);
        (await RemoveExpiredAsync(atMost: 2)).ShouldBe(1);
        (await RemoveExpiredAsync(atMost: 2)).ShouldBe(0);

        using var repeated = await PostAsync("new");
        repeated.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
    }

    [Test]
    public async Task Should_remove_expired_keys_now_and_then()
    {
        (await PostAsync("old")).Dispose();

        _api.Time.Advance(CleanupInterval);

        await Eventually.BecomesTrueAsync(
            () => _api.InDatabaseAsync(db => db.Set<IdempotencyKey>().AllAsync(key => key.Key != "old")),
            "the key to be removed");
    }

    [Test]
    public async Task Should_tell_keys_apart_from_those_of_callers_whose_names_go_on_with_them()
    {
        var (one, other) = (new CallersKey("name:shop", "1-2"), new CallersKey("name:shop-1", "2"));
        new[] { one.Hash, other.Hash, one.HashWithoutCaller, other.HashWithoutCaller }.ShouldBeUnique();

        (await _api.InScopeAsync<IdempotencyLedger, IdempotencyKey?>(ledger => ledger.FindAsync(one, default))).ShouldBeNull();
    }

    [Test]
    public async Task Should_answer_as_before_to_keys_that_were_used_when_they_belonged_to_nobody()
    {
        using var first = await PostAsync("key-1");
        await ForgetTheCallerAsync("key-1");

        using var same = await PostAsync("key-1");
        using var another = await PostAsync(
            "key-1", ApiFixture.GoodOrder.Replace("19.90", "19.91", StringComparison.Ordinal));

        same.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await same.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        await another.ProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
        (await _api.CountOrdersAsync()).ShouldBe(1);
    }

    [Test]
    public async Task Should_leave_such_a_key_to_its_caller_once_it_has_expired()
    {
        using var first = await PostAsync("key-1");
        await ForgetTheCallerAsync("key-1");
        _api.Time.Advance(Window);

        using var second = await PostAsync("key-1");
        using var third = await PostAsync("key-1");

        second.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        third.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await _api.InDatabaseAsync(db => db.Set<IdempotencyKey>().Where(row => row.Caller != null).Select(row => row.Caller)
            .SingleAsync())).ShouldBe("local");
        (await _api.CountOrdersAsync()).ShouldBe(2);
    }

    // What the program wrote before the table had callers.
    private Task<int> ForgetTheCallerAsync(string key) => _api.InDatabaseAsync(db => db.Set<IdempotencyKey>()
        .Where(row => row.Key == key)
        .ExecuteUpdateAsync(row => row
            .SetProperty(x => x.KeyHash, new CallersKey("", key).HashWithoutCaller).SetProperty(x => x.Caller, (string?)null)));

    private Task<HttpResponseMessage> PostAsync(string key, string order = ApiFixture.GoodOrder) =>
        _api.PostAsync("/orders", order, (IdempotencyHeader.Name, key));

    private Task<int> RemoveExpiredAsync(int atMost) => _api.InScopeAsync<IdempotencyLedger, int>(
        ledger => ledger.RemoveExpiredAsync(atMost, CancellationToken.None));
}
