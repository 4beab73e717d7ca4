using Sagas.Benchmarks.Floors.Messages;

namespace Sagas.Benchmarks.Floors;

/// <summary>A row that is written with a unit, by statements that each database has for it.</summary>
internal abstract record FloorRow
{
    private FloorRow()
    {
    }

    /// <summary>An order that was accepted.</summary>
    public sealed record NewOrder(FloorOrder Order, string Lines) : FloorRow;

    /// <summary>An order that takes a step, and thereby gets its next version.</summary>
    public sealed record MoveOrder(
        FloorOrder Order, string Lines, string State, int Version, Guid? Payment, bool? Told, Guid? PaymentTimer,
        Guid? NotificationTimer) : FloorRow;

    /// <summary>A payment before the gateway is called.</summary>
    public sealed record NewPayment(Guid PaymentId, FloorOrder Order) : FloorRow;

    /// <summary>The gateway's own ledger, which the service's simulator keeps.</summary>
    public sealed record Charge(Guid PaymentId, FloorOrder Order) : FloorRow
    {
        public string ChargeId => $"ch_{PaymentId:N}";
    }

    /// <summary>A payment that the gateway has charged.</summary>
    public sealed record MarkCharged(Guid PaymentId) : FloorRow
    {
        public string ChargeId => $"ch_{PaymentId:N}";
    }

    /// <summary>The record that the customer was notified.</summary>
    public sealed record NewNotification(Guid OrderId) : FloorRow;
}
