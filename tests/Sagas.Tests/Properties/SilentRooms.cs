using MassTransit;
using Sagas.Contracts;
using Sagas.Contracts.Notifications;
using Sagas.Contracts.Payments;

namespace Sagas.Tests.Properties;

/// <summary>
/// The queues of the other rooms, where commands arrive and nobody answers. Without them a command would not leave.
/// </summary>
internal static class SilentRooms
{
    public static async Task ConnectAsync(IBusControl bus)
    {
        await ConnectAsync<ProcessPayment>(bus, Endpoints.ProcessPayment);
        await ConnectAsync<RefundPayment>(bus, Endpoints.RefundPayment);
        await ConnectAsync<SendNotification>(bus, Endpoints.SendNotification);
    }

    private static Task<ReceiveEndpointReady> ConnectAsync<T>(IBusControl bus, string queue) where T : class =>
        bus.ConnectReceiveEndpoint(queue, endpoint => endpoint.Handler<T>(_ => Task.CompletedTask)).Ready;
}
