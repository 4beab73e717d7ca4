using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Tables;
using Sagas.Operations.Alerts;
using Sagas.Operations.Minutes;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Operations.World;

namespace Sagas.Tests.Operations.Minutes;

[EveryBed]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_minutes_are_recorded
{
    private const string Orders = OperatedService.Orders;

    private RunningService _service = null!;

    private MinuteRecorder Recorder => _service.Services.GetRequiredService<MinuteRecorder>();

    private int Minute => MinuteFigure.MinuteOf(_service.Time.GetUtcNow());

    [SetUp]
    public async Task Start_the_service() => _service = await RunningService.StartAsync();

    [TearDown]
    public async Task Stop_the_service() => await _service.DisposeAsync();

    [Test]
    public async Task Should_tell_the_same_everywhere_though_nobody_looked()
    {
        var minute = await PlaceAsync();
        await NextMinuteAsync();

        (await StoredAsync(minute)).ShouldBe(
        [
            (MinuteFigure.Ended, Orders, "Completed", 2), (MinuteFigure.Ended, Orders, "Rejected", 1),
            (MinuteFigure.Started, Orders, "", 3), (MinuteFigure.Stuck, "", "", 0),
        ], ignoreOrder: true);
        foreach (var range in HistoryRange.All)
        {
            var view = await _service.GetAsync<HistoryView>($"/operations/history?range={range.Name}");
            view.Points.Sum(point => point.Started).ShouldBe(3);
            view.Points.Sum(point => point.EndedIn("Completed")).ShouldBe(2);
            view.Points.Sum(point => point.EndedIn("Rejected")).ShouldBe(1);
            view.Points.ShouldNotBeEmpty();
            var page = await _service.PageAsync($"/?range={range.Name}");
            page.ShouldContain($"In the last {range.Name}: 3 started, 2 Completed, 1 Rejected, 0 Cancelled, 0 dead letters");
            page.ShouldContain($"data-follow=\"./operations/overview/stream?range={range.Name}\"");
            page.ShouldContain($"href=\"./?range={range.Name}\" aria-current=\"page\"");
        }

        var summary = await _service.GetAsync<SummaryView>("/operations/summary?hours=8");
        summary.SagaTypes.Single().Started.ShouldBe(3);
        summary.SagaTypes.Single().Ended["Completed"].ShouldBe(2);
    }

    [Test]
    public async Task Should_fill_the_gap_while_no_process_ran()
    {
        var first = await PlaceAsync();
        await _service.StopAsync();
        _service.Time.Advance(TimeSpan.FromMinutes(90));
        _service.Start();
        await NextMinuteAsync();

        (await StoredAsync(first)).ShouldContain((MinuteFigure.Started, Orders, "", 3));
        var recorded = await _service.InDatabaseAsync(db => db.Set<MinuteFigure>()
            .Where(figure => figure.Figure == MinuteFigure.Stuck && figure.Minute >= first)
            .OrderBy(figure => figure.Minute).Select(figure => figure.Minute).ToListAsync());
        recorded.ShouldBe(Enumerable.Range(first, Minute - first));
        (await _service.GetAsync<HistoryView>("/operations/history?range=24h")).Points.Sum(point => point.Started).ShouldBe(3);
    }

    [Test]
    public async Task Should_count_steps_that_are_stored_late()
    {
        var minute = await PlaceAsync();
        await NextMinuteAsync();
        await NextMinuteAsync();
        await _service.InDatabaseAsync(db =>
        {
            db.Add(new SagaTransition
            {
                SagaType = Orders,
                SagaId = Guid.NewGuid(),
                Version = 1,
                Event = "OrderSubmitted",
                FromState = "Initial",
                ToState = "AwaitingPayment",
                At = MinuteFigure.TimeOf(minute).AddSeconds(30),
                Changes = "{}",
                Messages = "[]",
            });
            return db.SaveChangesAsync();
        });
        await NextMinuteAsync();

        (await StoredAsync(minute)).ShouldContain((MinuteFigure.Started, Orders, "", 4));
    }

    [Test]
    public async Task Should_keep_what_was_counted_when_its_steps_are_archived()
    {
        var minute = await PlaceAsync();
        await NextMinuteAsync();
        await _service.InDatabaseAsync(db => db.Set<SagaTransition>().ExecuteDeleteAsync());
        await NextMinuteAsync();

        (await StoredAsync(minute)).ShouldContain((MinuteFigure.Started, Orders, "", 3));
    }

    [Test]
    public async Task Should_count_once_however_many_count()
    {
        var minute = await PlaceAsync();
        _service.Time.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Recorder.RecordAsync(CancellationToken.None)));
        await NextMinuteAsync();

        (await StoredAsync(minute)).ShouldContain((MinuteFigure.Started, Orders, "", 3));
    }

    [Test]
    public async Task Should_count_dead_letters_that_are_none_any_more()
    {
        var minute = Minute;
        await PlantAsync("left");
        var gone = await PlantAsync("gone");
        await _service.Services.GetRequiredService<DeadLetterService>()
            .DiscardAsync(gone.DeadLetterId, new("ada", "A duplicate"), CancellationToken.None);
        await NextMinuteAsync();

        (await StoredAsync(minute)).ShouldContain((MinuteFigure.DeadLetters, "", "", 2));
        var summary = await _service.GetAsync<SummaryView>("/operations/summary");
        summary.DeadLetters.ShouldBe(new SummaryOfLetters(New: 2, Retried: 0, Discarded: 1, Left: 1));
        summary.Actions.ShouldBe([new SummaryAction("ada", AuditActions.DeadLetterDiscarded, 1)]);
    }

    [Test]
    public async Task Should_tell_who_was_stuck_at_the_end_of_the_minute()
    {
        await NextMinuteAsync();
        var first = Minute;
        await _service.InDatabaseAsync(db =>
        {
            db.AddRange(
                Alert(MinuteFigure.TimeOf(first).AddSeconds(1), null),
                Alert(MinuteFigure.TimeOf(first - 1), MinuteFigure.TimeOf(first).AddSeconds(5)));
            return db.SaveChangesAsync();
        });
        await NextMinuteAsync();

        (await StoredAsync(first - 1)).ShouldContain((MinuteFigure.Stuck, "", "", 1));
        (await StoredAsync(first)).ShouldContain((MinuteFigure.Stuck, "", "", 1));
    }

    [Test]
    public async Task Should_forget_after_eight_days()
    {
        var old = Minute - (int)MinuteRecorder.Kept.TotalMinutes - 200;
        await _service.InDatabaseAsync(db =>
        {
            db.AddRange(Enumerable.Range(old, 190).Select(minute => new MinuteFigure
            {
                Minute = minute,
                Figure = MinuteFigure.Stuck,
                SagaType = "",
                State = "",
            }));
            return db.SaveChangesAsync();
        });
        await NextMinuteAsync();

        await _service.UntilAsync(
            async () => await _service.InDatabaseAsync(db => db.Set<MinuteFigure>().MinAsync(figure => figure.Minute))
                >= Minute - (int)MinuteRecorder.Kept.TotalMinutes,
            "old minutes to be removed");
    }

    [Test]
    public async Task Should_mark_starts_and_what_operators_did()
    {
        await PlantAsync("gone");
        var gone = await PlantAsync("gone");
        await _service.Services.GetRequiredService<DeadLetterService>()
            .DiscardAsync(gone.DeadLetterId, new("ada", "A duplicate of ada@example.com"), CancellationToken.None);
        await NextMinuteAsync();
        await _service.RestartAsync();
        await _service.UntilAsync(
            async () =>
            {
                _service.Time.Advance(TimeSpan.FromSeconds(10));
                return (await MarksAsync()).Count(mark => mark.Kind == "start") == 2;
            },
            "both starts to be marked");

        (await MarksAsync()).ShouldContain(mark => mark.Kind == "action" && mark.Text == "dead-letter.discard by ada");
        var page = await _service.PageAsync("/?range=24h");
        page.ShouldContain("dead-letter.discard by ada</title>");
        page.ShouldContain(" started (All, version ");
        page.ShouldNotContain("A duplicate of");
    }

    [Test]
    public async Task Should_be_summed_up_as_a_text_to_copy()
    {
        await PlaceAsync();
        await NextMinuteAsync();

        var page = await _service.PageAsync("/summary?hours=24");
        page.ShouldContain("- Orders: 3 started, 2 Completed, 1 Rejected, 0 Cancelled");
        page.ShouldContain("- Dead letters: 0 new, 0 retried, 0 discarded, 0 left");
        page.ShouldContain("- Stuck now: 0");
        page.ShouldContain("- Paused queues now: none");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/operations/summary?hours=24");
        request.Headers.Add("Accept", "text/plain");
        using var answer = await _service.Http.SendAsync(request);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("- Orders: 3 started, 2 Completed, 1 Rejected, 0 Cancelled\n");
        await _service.PageAsync("/summary?hours=9", 400);
    }

    [TestCase("/operations/history?range=1y", "range")]
    [TestCase("/operations/summary?hours=9", "hours")]
    public async Task Should_name_what_it_cannot_tell(string path, string field)
    {
        var (status, body) = await _service.AskAsync(path);

        status.ShouldBe(400);
        body.GetProperty("errors").EnumerateObject().Single().Name.ShouldBe(field);
    }

    // All within a minute, so that it is known which.
    private async Task<int> PlaceAsync()
    {
        _service.Time.Advance(MinuteFigure.TimeOf(Minute + 1) - _service.Time.GetUtcNow());
        var minute = Minute;
        var orders = new List<Guid>();
        foreach (var token in new[] { "tok_visa", "tok_visa", "tok_insufficient_funds" })
            orders.Add(await _service.SubmitAsync(token));
        await _service.UntilStateAsync(orders[0], OrderStatus.Completed);
        await _service.UntilStateAsync(orders[1], OrderStatus.Completed);
        await _service.UntilStateAsync(orders[2], OrderStatus.Rejected);
        Minute.ShouldBe(minute);
        return minute;
    }

    private async Task NextMinuteAsync()
    {
        _service.Time.Advance(TimeSpan.FromMinutes(1));
        var last = Minute - 1;
        // The service records on its own as well: whoever comes second has nothing to do.
        await _service.UntilAsync(
            async () =>
            {
                await Recorder.RecordAsync(CancellationToken.None);
                return (await StoredAsync(last)).Count > 0;
            },
            "the minute to be recorded");
    }

    private async Task<IReadOnlyList<HistoryMark>> MarksAsync() =>
        (await _service.GetAsync<HistoryView>("/operations/history?range=24h")).Marks;

    private async Task<IReadOnlyList<(string Figure, string SagaType, string State, long Count)>> StoredAsync(int minute) =>
        (await _service.InDatabaseAsync(
            db => db.Set<MinuteFigure>().AsNoTracking().Where(figure => figure.Minute == minute).ToListAsync()))
        .ConvertAll(figure => (figure.Figure, figure.SagaType, figure.State, figure.Count));

    private Task<DeadLetter> PlantAsync(string endpoint) => _service.InDatabaseAsync(
        db => db.PlantAsync(PlantedDeadLetters.New(endpoint, _service.Time.GetUtcNow())));

    private static SagaAlert Alert(DateTimeOffset openedAt, DateTimeOffset? closedAt) => new()
    {
        AlertId = Guid.CreateVersion7(),
        SagaType = "Planted",
        SagaId = Guid.NewGuid(),
        State = "NeedsAttention",
        OpenedAt = openedAt,
        ClosedAt = closedAt,
    };
}
