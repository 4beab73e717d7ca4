using System.Text.Json;
using Sagas.Notifications.Channels;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Notifications.Channels;

/// <summary>The webhook channel as the module registers it, against a real server.</summary>
internal sealed class Webhook_channel
{
    private const string Token = "wh_never_to_be_logged";

    private LocalHttpServer _server = null!;
    private ChannelProvider _provider = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await LocalHttpServer.StartAsync();
        _provider = new ChannelProvider(
            ("Channel", "Webhook"),
            ("WebhookUrl", $"{_server.Address}/hooks/orders"),
            ("WebhookToken", Token),
            ("Timeout", "00:00:05"),
            ("Http:RetryDelay", "00:00:00.001"));
    }

    [TearDown]
    public async Task Stop()
    {
        _provider.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Should_post_the_notification_under_its_key()
    {
        _server.Answers(204, "");
        await SendAsync();

        var request = _server.Requests.ShouldHaveSingleItem();
        (request.Method, request.Path).ShouldBe(("POST", "/hooks/orders"));
        request.IdempotencyKey.ShouldBe(TestNotification.Confirmed.Key);
        request.Authorization.ShouldBe($"Bearer {Token}");
        var body = JsonDocument.Parse(request.Body).RootElement;
        body.GetProperty("orderId").GetGuid().ShouldBe(TestNotification.OrderId);
        body.GetProperty("template").GetString().ShouldBe("OrderConfirmed");
        body.GetProperty("email").GetString().ShouldBe("ada@example.com");
        body.GetProperty("subject").GetString().ShouldBe(TestNotification.Confirmed.Subject);
        body.GetProperty("text").GetString().ShouldBe(TestNotification.Confirmed.Text);
        _provider.Channel.Name.ShouldBe("webhook");
    }

    [Test]
    public async Task Should_say_how_long_the_notification_is()
    {
        _server.WantsALength();
        await SendAsync();

        var request = _server.Requests.ShouldHaveSingleItem();
        request.ContentLength.ShouldBe(System.Text.Encoding.UTF8.GetByteCount(request.Body));
    }

    [TestCase(400)]
    [TestCase(404)]
    [TestCase(410)]
    [TestCase(422)]
    public async Task Should_take_it_as_a_refusal_when_the_webhook_answers(int status)
    {
        _server.Answers(status);

        (await Should.ThrowAsync<NotificationRefusedException>(SendAsync)).Message
            .ShouldBe($"The webhook refused with {status}.");
        _server.Requests.Count.ShouldBe(1);
    }

    [TestCase(302)]
    [TestCase(401)]
    [TestCase(403)]
    [TestCase(409)]
    [TestCase(411)]
    [TestCase(413)]
    [TestCase(415)]
    public async Task Should_fail_without_giving_the_customer_up_when_the_webhook_answers(int status)
    {
        _server.Answers(status);

        await Should.ThrowAsync<HttpRequestException>(SendAsync);
        _server.Requests.Count.ShouldBe(1);
    }

    [TestCase(408)]
    [TestCase(425)]
    [TestCase(429)]
    [TestCase(503)]
    public async Task Should_repeat_under_the_same_key_after(int status)
    {
        _server.Answers(status).Answers(status).Answers(200);
        await SendAsync();

        _server.Requests.Count.ShouldBe(3);
        _server.Requests.Distinct().ShouldHaveSingleItem();
    }

    [Test]
    public async Task Should_fail_once_repeating_is_exhausted()
    {
        _server.Answers(500);

        await Should.ThrowAsync<HttpRequestException>(SendAsync);
        _server.Requests.Count.ShouldBe(3);
    }

    [Test]
    public async Task Should_never_log_the_token()
    {
        _server.Answers(500);
        await Should.ThrowAsync<HttpRequestException>(SendAsync);

        _provider.Log.Lines.ShouldNotBeEmpty();
        _provider.Log.Lines.ShouldNotContain(x => x.Contains(Token, StringComparison.Ordinal));
    }

    private Task SendAsync() => _provider.Channel.SendAsync(TestNotification.Confirmed, default);
}
