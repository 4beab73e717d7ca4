using MassTransit;
using Sagas.Durability.Messages;

namespace Sagas.Tests.Durability.World;

/// <summary>Ways to hand messages to a process.</summary>
internal static class DurableHostMessages
{
    /// <summary>Delivers a message under a given id, as a broker does that delivers twice.</summary>
    public static async Task DeliverAsync<T>(this DurableHost host, string queue, T message, Guid messageId) where T : class
    {
        var endpoint = await host.Bus.GetSendEndpoint(new Uri($"queue:{queue}"));
        await endpoint.Send(message, context => context.MessageId = messageId);
    }

    /// <summary>The same, told to be delivered again: whoever got it first did not come to its end.</summary>
    public static async Task DeliverAgainAsync<T>(this DurableHost host, string queue, T message, Guid messageId) where T : class
    {
        var endpoint = await host.Bus.GetSendEndpoint(new Uri($"queue:{queue}"));
        await endpoint.Send(message, context =>
        {
            context.MessageId = messageId;
            context.Headers.Set(TransportHeaders.SentAgain, "true");
        });
    }
}
