using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Journeys;

[EveryBed]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_whoever_follows_reconnects
{
    private static readonly string[] Steps = ["OrderSubmitted", "PaymentCompleted", "NotificationSent"];

    private RunningService _service = null!;

    [SetUp]
    public async Task Start() => _service = await RunningService.StartAsync();

    [TearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public async Task Should_miss_nothing_although_no_event_had_come_before_the_restart()
    {
        string? known;
        using (var stream = await EventStream.OpenAsync(_service.Http, "/events"))
        {
            await stream.UntilPositionAsync();
            known = stream.LastEventId;
        }

        await CompleteAsync("tok_visa");
        await _service.RestartAsync();

        using var resumed = await EventStream.OpenAsync(_service.Http, "/events", known);
        (await NamesAsync(resumed, Steps.Length)).ShouldBe(Steps);
    }

    [Test]
    public async Task Should_miss_nothing_of_an_order_that_had_not_begun()
    {
        var orderId = await _service.SubmitAsync("tok_slow");
        string? known;
        using (var stream = await EventStream.OpenAsync(_service.Http, $"/orders/{orderId}/events"))
        {
            await stream.UntilPositionAsync();
            known = stream.LastEventId;
        }

        known.ShouldBe("0");
        await _service.LetTimePassAsync();
        await _service.UntilStateAsync(orderId, OrderStatus.Completed);
        await _service.RestartAsync();

        using var resumed = await EventStream.OpenAsync(_service.Http, $"/orders/{orderId}/events", known);
        (await NamesAsync(resumed, Steps.Length)).ShouldBe(Steps);
    }

    [Test]
    public async Task Should_get_every_step_of_many_orders_once_however_often_the_line_breaks()
    {
        const int Orders = 40;
        var (told, ended) = (new ConcurrentQueue<string>(), new TaskCompletionSource());
        string? known = null;
        using (var stream = await EventStream.OpenAsync(_service.Http, "/events"))
        {
            await stream.UntilPositionAsync();
            known = stream.LastEventId;
        }

        var following = FollowAsync(told, known!, Orders * Steps.Length);
        await Task.WhenAll(Enumerable.Range(0, Orders).Select(_ => _service.SubmitAsync("tok_visa")));

        await _service.UntilQuietAsync();
        // On a server, a transaction that was rolled back leaves a gap in the history, which is waited for.
        _service.Time.Advance(TimeSpan.FromMinutes(1));
        await following;
        var steps = await _service.InDatabaseAsync(db => db.Set<SagaTransition>()
            .OrderBy(step => step.Position).Select(step => $"{step.Position} {step.Event}").ToListAsync());
        told.ShouldBe(steps);
    }

    /// <summary>Hangs up after every few events, and after every position that comes without one.</summary>
    private async Task FollowAsync(ConcurrentQueue<string> told, string known, int count)
    {
        for (var patience = 1; told.Count < count; patience = (patience % 5) + 1)
        {
            using var stream = await EventStream.OpenAsync(_service.Http, "/events", known);
            for (var events = 0; events < patience && told.Count < count && await stream.NextAsync() is { } next; events++)
                told.Enqueue(next);
            known = stream.LastEventId!;
        }
    }

    private async Task CompleteAsync(string token) =>
        await _service.UntilStateAsync(await _service.SubmitAsync(token), OrderStatus.Completed);

    private static async Task<IReadOnlyList<string>> NamesAsync(EventStream stream, int count)
    {
        var names = new List<string>();
        while (names.Count < count && await stream.NextAsync() is { } next)
            names.Add(next.Split(' ')[1]);
        return names;
    }
}
