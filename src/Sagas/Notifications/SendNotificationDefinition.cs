using MassTransit;
using Microsoft.Extensions.Options;
using Sagas.Contracts;

namespace Sagas.Notifications;

/// <summary>Where <see cref="SendNotificationConsumer"/> listens, and how many notifications it sends at a time.</summary>
internal class SendNotificationDefinition : ConsumerDefinition<SendNotificationConsumer>
{
    /// <summary>Reads the limits.</summary>
    public SendNotificationDefinition(IOptions<NotificationOptions> options)
    {
        EndpointName = Endpoints.SendNotification;
        ConcurrentMessageLimit = options.Value.Concurrency;
    }
}
