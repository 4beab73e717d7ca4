using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.History;
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

        (await events.NextAsync()).ShouldBe(["retry: 2000"]);
        for (var silence = 0; silence < 2; silence++)
        {
            await SilenceAsync();
            _api.Time.Advance(Heartbeat);
            (await events.NextAsync()).ShouldBe([": still here"]);
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

    private Task SilenceAsync() => Eventually.BecomesTrueAsync(() => _api.Time.IsAwaited(Heartbeat), "the stream to wait");
}
