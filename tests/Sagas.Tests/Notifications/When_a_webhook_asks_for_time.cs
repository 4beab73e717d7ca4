using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Contracts;
using Sagas.Contracts.Notifications;
using Sagas.Durability.Tables;
using Sagas.Notifications;
using Sagas.Tests.Harness;
using Sagas.Tests.Time;

namespace Sagas.Tests.Notifications;

/// <summary>The notifications room on the durable layer, and a webhook that takes ten notifications a minute.</summary>
internal sealed class When_a_webhook_asks_for_time
{
    private const int PerMinute = 10;
    private const int Notifications = 25;

    private LocalHttpServer _webhook = null!;
    private RoomHarness _room = null!;
    private int _taken;
    private DateTimeOffset _minute;

    private ManualTimeProvider Time => (ManualTimeProvider)_room.Services.GetRequiredService<TimeProvider>();

    [SetUp]
    public async Task Start()
    {
        _webhook = (await LocalHttpServer.StartAsync()).Does(context =>
        {
            lock (_webhook)
            {
                var now = Time.GetUtcNow();
                if (now >= _minute.AddMinutes(1))
                    (_minute, _taken) = (now, 0);
                context.Response.StatusCode = ++_taken <= PerMinute ? 204 : 429;
                if (context.Response.StatusCode == 429)
                    context.Response.Headers.RetryAfter = "60";
            }

            return Task.CompletedTask;
        });
        _room = await RoomHarness.StartAsync(
            (services, configuration) => services.AddNotifications(configuration),
            bus => bus.AddNotifications(),
            replace: null,
            ("Sagas:Notifications:Channel", "Webhook"), ("Sagas:Notifications:WebhookUrl", $"{_webhook.Address}/hook"),
            ("Sagas:Notifications:Concurrency", "4"));
    }

    [TearDown]
    public async Task Stop()
    {
        await _room.DisposeAsync();
        await _webhook.DisposeAsync();
    }

    [Test]
    public async Task Should_deliver_every_notification_once_and_give_none_up()
    {
        var queue = await _room.Services.GetRequiredService<IBus>()
            .GetSendEndpoint(Endpoints.AddressOf(Endpoints.SendNotification));
        for (var number = 0; number < Notifications; number++)
            await queue.Send(new SendNotification(
                NewId.NextGuid(), NotificationTemplate.OrderConfirmed, "c-42", "ada@example.com", "EUR", 39.80m, null));

        for (var minute = 1; await CountSentAsync() < Notifications; minute++)
        {
            var expected = Math.Min(minute * PerMinute, Notifications);
            await Eventually.BecomesTrueAsync(
                async () => await CountSentAsync() == expected && await CountWaitingAsync() == Notifications - expected,
                $"{expected} to be delivered, and the others to wait");
            Time.Advance(TimeSpan.FromSeconds(61));
        }

        (await _room.ReadAsync(db => db.Set<DeadLetter>().CountAsync())).ShouldBe(0);
        _webhook.Requests.Count.ShouldBeLessThanOrEqualTo(Notifications + (2 * 4), "Only those that had begun may be refused.");
        _room.Published<NotificationSent>().Select(sent => sent.OrderId).Distinct().Count().ShouldBe(Notifications);
    }

    private Task<int> CountSentAsync() => _room.ReadAsync(db => db.Set<NotificationRecord>().CountAsync());

    private Task<int> CountWaitingAsync() =>
        _room.ReadAsync(db => db.Set<OutboxMessage>().CountAsync(message => message.DueAt > Time.GetUtcNow()));
}
