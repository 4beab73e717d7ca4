using System.Net.Mail;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts.Notifications;
using Sagas.Durability.Archive;
using Sagas.Durability.Databases;
using Sagas.Durability.Settings;
using Sagas.Notifications.Channels;

namespace Sagas.Notifications;

/// <summary>Tells a customer about an order, once per order and template.</summary>
/// <remarks>
/// The record of it is committed with the answer, after the channel has taken the notification. A crash in between sends it
/// again: outside effects happen at least once, which is why a channel passes the notification's key on. A channel that
/// fails is tried again by the endpoint; when that is exhausted nobody is told so here, because the saga's notification
/// timer ends the wait.
/// </remarks>
/// <param name="database">The database of the message's unit of work.</param>
/// <param name="records">What has been told before.</param>
/// <param name="channel">The configured channel.</param>
/// <param name="archive">Knows orders whose records are no longer where the others are.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where refusals are told.</param>
public class SendNotificationConsumer(
    DbContext database,
    IStoredRows<NotificationRecord> records,
    INotificationChannel channel,
    ArchiveGuard archive,
    TimeProvider time,
    ILogger<SendNotificationConsumer> logger)
    : IConsumer<SendNotification>
{
    /// <inheritdoc />
    public async Task Consume(ConsumeContext<SendNotification> context)
    {
        var (orderId, template) = (context.Message.OrderId, context.Message.Template);
        var record = await records.FindAsync([orderId, template], context.CancellationToken);
        if (record is null)
        {
            if (await archive.IsTooLateAsync(context, orderId))
                return;
            record = await SendAsync(context.Message, context.CancellationToken);
            database.Add(record);
        }

        await Answer(context, record);
    }

    private async Task<NotificationRecord> SendAsync(SendNotification command, CancellationToken cancellationToken)
    {
        try
        {
            if (!MailAddress.TryCreate(command.Email, out _))
                throw new NotificationRefusedException("The e-mail address is not valid.");
            await channel.SendAsync(NotificationTemplates.Write(command), cancellationToken);
            return Record(command, NotificationState.Sent, reason: null);
        }
        catch (NotificationRefusedException refusal)
        {
            logger.LogWarning(
                refusal, "{Template} of order {OrderId} was refused by {Channel}", command.Template, command.OrderId, channel.Name);
            return Record(command, NotificationState.Failed, refusal.Message);
        }
    }

    private NotificationRecord Record(SendNotification command, NotificationState state, string? reason) => new()
    {
        OrderId = command.OrderId,
        Template = command.Template,
        State = state,
        Channel = channel.Name,
        At = time.GetStorableUtcNow(),
        Reason = reason?.ToStorable(NotificationRecord.LongestReason),
    };

    private static Task Answer(ConsumeContext<SendNotification> context, NotificationRecord record) =>
        record.State == NotificationState.Sent
            ? context.Publish(new NotificationSent(record.OrderId, record.Template, record.Channel, record.At))
            : context.Publish(new NotificationFailed(record.OrderId, record.Template, record.Reason!, record.At));
}
