using MassTransit;
using Sagas.Contracts.Payments;

namespace Sagas.Tests.Orders.World;

/// <summary>Finds the order that a message of the process is about.</summary>
internal static class OrderIds
{
    public static Guid Of(object message) => message switch
    {
        Fault<ProcessPayment> fault => fault.Message.OrderId,
        Fault<RefundPayment> fault => fault.Message.OrderId,
        _ => (Guid)message.GetType().GetProperty("OrderId")!.GetValue(message)!,
    };
}
