using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Contracts;
using Sagas.Contracts.Notifications;
using Sagas.Notifications;
using Sagas.Notifications.Channels;
using Sagas.Tests.Harness;
using Sagas.Tests.Notifications.Channels;

namespace Sagas.Tests.Notifications;

/// <summary>The notifications room with a scripted channel, and one order.</summary>
internal abstract class NotificationsFixture
{
    protected RoomHarness Room { get; private set; } = null!;

    protected ScriptedChannel Channel { get; private set; } = null!;

    protected Guid OrderId { get; private set; }

    [SetUp]
    public async Task StartRoom()
    {
        OrderId = NewId.NextGuid();
        Channel = new ScriptedChannel();
        Room = await RoomHarness.StartAsync(
            (services, configuration) => services.AddNotifications(configuration),
            bus => bus.AddNotifications(),
            services => services.AddSingleton<INotificationChannel>(Channel));
    }

    [TearDown]
    public async Task StopRoom()
    {
        Channel.Release(); // a test that failed halfway must not leave the bus waiting
        await Room.DisposeAsync();
    }

    protected Task<Exception?> NotifyAsync(
        NotificationTemplate template = NotificationTemplate.OrderConfirmed, string email = "ada@example.com") =>
        Room.HandleAsync(
            Endpoints.SendNotification, new SendNotification(OrderId, template, "c-42", email, "EUR", 39.80m, "card_declined"));

    protected Task<List<NotificationRecord>> RecordsAsync() =>
        Room.ReadAsync(database => database.Set<NotificationRecord>().Where(x => x.OrderId == OrderId).ToListAsync());
}
