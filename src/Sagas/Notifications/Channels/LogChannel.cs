using Sagas.Web.Text;

namespace Sagas.Notifications.Channels;

/// <summary>Logs what a customer would have been told. The address is masked, because logs travel far.</summary>
/// <param name="logger">The log.</param>
internal class LogChannel(ILogger<LogChannel> logger) : INotificationChannel
{
    /// <inheritdoc />
    public string Name => "log";

    /// <inheritdoc />
    public Task SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        logger.LogInformation(
            "Notification {NotificationKey} of order {OrderId} to {Email}: {Subject}",
            notification.Key,
            notification.OrderId,
            Masking.Email(notification.Email),
            notification.Subject);
        return Task.CompletedTask;
    }
}
