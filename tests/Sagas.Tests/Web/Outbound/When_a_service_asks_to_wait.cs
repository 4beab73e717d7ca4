using Microsoft.Extensions.DependencyInjection;
using Sagas.Notifications.Channels;
using Sagas.Tests.Harness;
using Sagas.Tests.Notifications;
using Sagas.Tests.Notifications.Channels;
using Sagas.Tests.Time;
using Sagas.Web.Outbound;

namespace Sagas.Tests.Web.Outbound;

/// <summary>The webhook channel as the module registers it, against a real server that has enough for now.</summary>
internal sealed class When_a_service_asks_to_wait
{
    private readonly ManualTimeProvider _time = new();
    private LocalHttpServer _server = null!;
    private ChannelProvider _provider = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await LocalHttpServer.StartAsync();
        _provider = Build();
    }

    [TearDown]
    public async Task Stop()
    {
        _provider.Dispose();
        await _server.DisposeAsync();
    }

    [TestCase(429)]
    [TestCase(503)]
    [TestCase(500)]
    [TestCase(413)]
    [TestCase(302)]
    public async Task Should_not_be_called_by_anybody_before_that(int status)
    {
        _server.AsksToWait(status, "60").Answers(204, "");
        var told = await Should.ThrowAsync<RestingException>(SendAsync);
        told.Until.ShouldBe(_time.GetUtcNow().AddMinutes(1));
        told.Message.ShouldBe($"The webhook answered {status} and asked not to be called before {told.Until:u}.");

        _time.Advance(TimeSpan.FromSeconds(59.9));
        for (var other = 0; other < 20; other++)
            (await Should.ThrowAsync<RestingException>(SendAsync)).Until.ShouldBe(told.Until);
        _server.Requests.Count.ShouldBe(1);

        _time.Advance(TimeSpan.FromSeconds(0.1));
        await SendAsync();
        _server.Requests.Count.ShouldBe(2);
    }

    [Test]
    public async Task Should_not_be_called_more_than_once_by_any_of_those_who_had_begun()
    {
        _server.AsksToWait(429, "60");

        var calls = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Should.ThrowAsync<RestingException>(SendAsync)));

        calls.ShouldAllBe(call => call.Until > _time.GetUtcNow());
        _server.Requests.Count.ShouldBeLessThanOrEqualTo(10);
    }

    [Test]
    public async Task Should_be_called_again_afterwards_because_no_circuit_was_opened()
    {
        using var fragile = Build(("Http:BreakAfter", "2"), ("Http:BreakFor", "00:10:00"), ("Http:Retries", "0"));
        for (var round = 0; round < 5; round++)
        {
            _server.AsksToWait(429, "60");
            await Should.ThrowAsync<RestingException>(() => SendAsync(fragile));
            await Should.ThrowAsync<RestingException>(() => SendAsync(fragile));
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        _server.Requests.Count.ShouldBe(5);
    }

    [Test]
    public async Task Should_wait_no_longer_than_is_allowed()
    {
        using var impatient = Build(("Http:MaxRetryAfter", "00:10:00"));
        _server.AsksToWait(503, "86400");

        (await Should.ThrowAsync<RestingException>(() => SendAsync(impatient))).Until
            .ShouldBe(_time.GetUtcNow().AddMinutes(10));
    }

    [Test]
    public async Task Should_be_ignored_if_that_is_what_is_configured()
    {
        using var stubborn = Build(("Http:MaxRetryAfter", "00:00:00"));
        _server.AsksToWait(429, "60").Answers(204, "");

        await SendAsync(stubborn);
        _server.Requests.Count.ShouldBe(2);
    }

    [TestCase(404)]
    [TestCase(422)]
    public async Task Should_not_be_heeded_by_a_refusal(int status)
    {
        _server.AsksToWait(status, "60");

        await Should.ThrowAsync<NotificationRefusedException>(SendAsync);
    }

    [TestCase("0")]
    [TestCase("soon")]
    public async Task Should_be_repeated_as_usual_where_no_time_is_named(string retryAfter)
    {
        _server.AsksToWait(503, retryAfter).AsksToWait(503, retryAfter).Answers(204, "");

        await SendAsync();
        _server.Requests.Count.ShouldBe(3);
    }

    [Test]
    public async Task Should_say_so_once()
    {
        _server.AsksToWait(429, "60");
        for (var call = 0; call < 3; call++)
            await Should.ThrowAsync<RestingException>(SendAsync);

        _provider.Log.Lines.Count(line => line.Contains("is not called before", StringComparison.Ordinal)).ShouldBe(1);
    }

    private Task SendAsync() => SendAsync(_provider);

    private static Task SendAsync(ChannelProvider provider) =>
        provider.Services.GetRequiredService<INotificationChannel>().SendAsync(TestNotification.Confirmed, default);

    private ChannelProvider Build(params (string Key, string Value)[] settings) => new(
        _time,
        replace: null,
        [("Channel", "Webhook"), ("WebhookUrl", $"{_server.Address}/hook"), ("Http:RetryDelay", "00:00:00"), .. settings]);
}
