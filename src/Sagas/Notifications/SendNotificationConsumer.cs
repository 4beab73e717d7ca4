using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts.Notifications;
using Sagas.Durability.Archive;
using Sagas.Durability.Databases;
using Sagas.Durability.Settings;
using Sagas.Notifications.Channels;
using Sagas.Rules;

namespace Sagas.Notifications;

/// <summary>Notifies a customer about an order, once per order and template.</summary>
/// <remarks>
/// The record is committed together with the outcome, after the channel has accepted the notification. A crash in between sends
/// it again: outside effects happen at least once, which is why a channel passes the notification's key on. If a channel fails,
/// the endpoint tries again; when it gives up, no event is published here, because the saga's notification timer ends the
/// wait.
/// </remarks>
/// <param name="database">The database of the message's unit of work.</param>
/// <param name="records">Earlier notifications.</param>
/// <param name="channel">The configured channel.</param>
/// <param name="archive">Knows orders whose records have been archived.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Receives refusals.</param>
internal class SendNotificationConsumer(
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
            if (await archive.IsTooLateAsync<NotificationRecord>(context, orderId))
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
            if (!EmailRule.IsPlausible(command.Email))
                throw new NotificationRefusedException("The e-mail address is not valid.");
            await channel.SendAsync(NotificationTemplates.Write(command), cancellationToken);
            return Record(command, NotificationState.Sent, reason: null);
        }
        catch (NotificationRefusedException refusal)
        {
            logger.LogWarning(
                refusal, "{Template} of order {OrderId} was refused by {Channel}", command.Template,
                command.OrderId, channel.Name);
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
