using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Sagas.Notifications;
using Sagas.Orders.Api;
using Sagas.Orders.Api.Listing;
using Sagas.Payments;
using Sagas.Tests.Journeys.World;
using Sagas.Verification;

namespace Sagas.Tests.Verification;

/// <summary>Whoever asks about an order does not notice that it was archived, but by the list.</summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal partial class When_orders_are_archived : ArchivedOrders
{
    private const string Key = "the-same-again";

    private Guid _completed;
    private Guid _cancelled;
    private IReadOnlyList<string> _before = [];

    [OneTimeSetUp]
    public async Task Archive()
    {
        using (var answer = await Service.PostAsync("/orders", RunningService.OrderOf("tok_visa"), ("Idempotency-Key", Key)))
            _completed = (await Service.AcceptedAsync(answer)).OrderId;
        await Service.UntilStateAsync(_completed, OrderStatus.Completed);
        _cancelled = await CancelledAsync();
        _before = await AnswersAsync();
        (await ListedAsync()).ShouldBe([_cancelled, _completed], ignoreOrder: true);
        await ArchiveAsync(_completed);
        await ArchiveAsync(_cancelled);
    }

    [Test]
    public async Task Should_answer_the_same_as_before()
    {
        _before.ShouldAllBe(answer => answer.StartsWith("200") || answer.StartsWith("202") || answer.StartsWith("204")
            || answer.StartsWith("409") || (answer.StartsWith("400") && answer.Contains("Last-Event-ID")));
        (await AnswersAsync()).ShouldBe(_before);
    }

    [Test]
    public async Task Should_not_list_them() => (await ListedAsync()).ShouldBeEmpty();

    [Test]
    public async Task Should_take_everything_along()
    {
        (await Service.InDatabaseAsync(db => Steps(db, _completed).CountAsync())).ShouldBe(0);
        (await Service.InDatabaseAsync(db => db.Set<Payment>().CountAsync())).ShouldBe(0);
        (await Service.InDatabaseAsync(db => db.Set<NotificationRecord>().CountAsync())).ShouldBe(0);
        var archived = await Service.InDatabaseAsync(db => Archived(db, _completed).SingleAsync());
        archived.CurrentState.ShouldBe("Completed");
        var rows = JsonElement.Parse(archived.Rows);
        rows.GetProperty("Payment")[0].GetProperty("state").GetString().ShouldBe("Charged");
        rows.GetProperty("NotificationRecord")[0].GetProperty("template").GetString().ShouldBe("OrderConfirmed");
    }

    [Test]
    public async Task Should_still_verify_and_count_them()
    {
        var result = await Service.VerifyAsync(new VerificationOptions { Grace = TimeSpan.Zero, Settled = true });

        result.Invariants.SelectMany(invariant => invariant.Violations).ShouldBeEmpty();
        var counts = result.Invariants.ToDictionary(
            invariant => invariant.Name, invariant => invariant.Counts.Select(count => $"{count.Key} {count.Value}").ToList());
        counts["I1"].Take(4).ShouldBe(["orders 2", "final 2", "archived ones among them 2", "in progress 0"]);
        counts["I2"].ShouldBe(["Cancelled 1", "Completed 1"]);
        counts["I3"].Take(2).ShouldBe(["charges 2", "kept 1"]);
        counts["I4"].ShouldBe(["sagas 0", "steps 0", "archived sagas 2"]);
    }

    [Test]
    public async Task Should_know_by_their_payments_what_was_charged()
    {
        var result = await Service.InDatabaseAsync(async db =>
        {
            await using var snapshot = await Sagas.Durability.Verification.StoredSnapshot.OpenAsync(
                db, Service.Time, CancellationToken.None);
            var page = await snapshot.ReadArchiveAsync<Sagas.Orders.OrderState>(CancellationToken.None).FirstAsync();
            return await StoredLedger.Payments.ReadAsync(snapshot, page, CancellationToken.None);
        });

        result[_completed].ShouldHaveSingleItem().IsKept.ShouldBeTrue();
        result[_cancelled].ShouldHaveSingleItem().IsKept.ShouldBeFalse();
    }

    private async Task<IReadOnlyList<string>> AnswersAsync()
    {
        var answers = new List<string>();
        foreach (var orderId in new[] { _completed, _cancelled })
        {
            answers.Add(await AnswerAsync(HttpMethod.Get, $"/orders/{orderId}"));
            answers.Add(await AnswerAsync(HttpMethod.Get, $"/orders/{orderId}/history"));
            answers.Add(await AnswerAsync(HttpMethod.Get, $"/orders/{orderId}/events"));
            answers.Add(await AnswerAsync(HttpMethod.Get, $"/orders/{orderId}/events", json: null, ("Last-Event-ID", "2")));
            answers.Add(await AnswerAsync(HttpMethod.Get, $"/orders/{orderId}/events", json: null, ("Last-Event-ID", "99")));
            answers.Add(await AnswerAsync(HttpMethod.Post, $"/orders/{orderId}/cancel", "{}"));
        }

        answers.Add(await AnswerAsync(HttpMethod.Post, "/orders", RunningService.OrderOf("tok_visa"), ("Idempotency-Key", Key)));
        answers.Add(await AnswerAsync(
            HttpMethod.Post, "/orders", RunningService.OrderOf("tok_visa"), ("Idempotency-Key", Key), ("Prefer", "wait=5")));
        return [.. answers.Select(answer => TraceId().Replace(answer, "\"traceId\":\"\""))];
    }

    private async Task<IReadOnlyList<Guid>> ListedAsync() =>
        [.. (await Service.GetAsync<OrderPage>("/orders")).Items.Select(order => order.OrderId)];

    [GeneratedRegex("\"traceId\":\"[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex TraceId();
}
