using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.History;
using Sagas.Durability.Tables;
using Sagas.Tests.Time;

namespace Sagas.Tests.Orders.Api.Streaming;

internal class When_nothing_happens_in_a_stream
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(17);

    private ApiFixture _api = null!;

    [SetUp]
    public void Start() => _api = new(("Sagas:Api:Heartbeat", $"{Heartbeat:c}"), ("Sagas:Api:PollInterval", "00:00:30"));

    [TearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [Test]
    public async Task Should_send_a_sign_of_life()
    {
        using var events = new EventReader(await _api.GetAsync("/events"));

        (await events.NextAsync()).ShouldBe(["retry: 2000", "id: 0"]);
        for (var silence = 0; silence < 2; silence++)
        {
            await SilenceAsync();
            _api.Time.Advance(Heartbeat);
            (await events.NextAsync()).ShouldBe([": still here", "id: 0"]);
        }
    }

    [Test]
    public async Task Should_say_where_an_order_s_stream_is()
    {
        var orderId = await _api.SubmitAsync();
        await _api.MoveAsync(orderId, "OrderSubmitted", "AwaitingPayment");
        using var events = new EventReader(await _api.GetAsync($"/orders/{orderId}/events", ("Last-Event-ID", "1")));

        (await events.NextAsync()).ShouldBe(["retry: 2000", "id: 1"]);
        await SilenceAsync();
        _api.Time.Advance(Heartbeat);
        (await events.NextAsync()).ShouldBe([": still here", "id: 1"]);
    }

    [Test]
    public async Task Should_say_how_far_it_has_got_although_only_others_move()
    {
        const int Looks = 3;
        var poll = TimeSpan.FromSeconds(5.13);
        await using var api = new ApiFixture(("Sagas:Api:Heartbeat", $"{Heartbeat:c}"), ("Sagas:Api:PollInterval", $"{poll:c}"));
        using var events = new EventReader(await api.GetAsync("/events"));
        (await events.NextAsync()).ShouldBe(["retry: 2000", "id: 0"]);

        // Each of these ends a wait, and tells the caller of nothing.
        for (var look = 1; look <= Looks; look++)
            await LookAsync(poll);
        await LookAsync(Heartbeat - (Looks * poll));

        (await events.NextAsync()).ShouldBe([": still here", $"id: {Looks + 1}"]);

        async Task LookAsync(TimeSpan pause)
        {
            await Eventually.BecomesTrueAsync(() => api.Time.IsAwaited(pause), "the stream to wait");
            await StepOfAnotherSagaAsync(api);
            api.Time.Advance(pause);
        }
    }

    [Test]
    public async Task Should_release_everything_when_the_caller_leaves()
    {
        using (var events = new EventReader(await _api.GetAsync("/events")))
        {
            await events.NextAsync();
            await SilenceAsync();
        }

        var changes = _api.Services.GetRequiredService<SagaChanges>();
        await Eventually.BecomesTrueAsync(() => changes.Count == 0, "the stream to be over");
    }

    [Test]
    public async Task Should_end_when_the_service_stops()
    {
        using var events = new EventReader(await _api.GetAsync("/events"));
        await events.NextAsync();
        await SilenceAsync();

        var stopped = _api.StopAsync();

        (await events.NextAsync()).ShouldBeNull();
        await stopped.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static Task<int> StepOfAnotherSagaAsync(ApiFixture api) => api.InDatabaseAsync(db =>
    {
        db.Add(new SagaTransition
        {
            SagaType = "ParcelState",
            SagaId = Guid.NewGuid(),
            Version = 1,
            Event = "Step",
            FromState = "Initial",
            ToState = "Registered",
            At = api.Time.GetUtcNow(),
            Changes = "{}",
            Messages = "[]",
        });
        return db.SaveChangesAsync();
    });

    private Task SilenceAsync() => Eventually.BecomesTrueAsync(() => _api.Time.IsAwaited(Heartbeat), "the stream to wait");
}
