using Sagas.Durability.Registry;

namespace Sagas.Orders.Api;

/// <summary>Translates between the state's name in the saga's row and the status that the API shows.</summary>
internal static class OrderStates
{
    /// <summary>The status for a stored state.</summary>
    public static OrderStatus ToStatus(string state) =>
        string.Equals(state, StateGraph.Initial, StringComparison.Ordinal)
            ? OrderStatus.Submitted
            : Enum.Parse<OrderStatus>(state);

    /// <summary>The stored state for a status.</summary>
    public static string ToState(OrderStatus status) => status == OrderStatus.Submitted ? StateGraph.Initial : status.ToString();

    /// <summary>Whether the order has ended: only a payment that arrives too late still moves it.</summary>
    public static bool IsFinal(this OrderStatus status) =>
        OrderStateMachine.FinalStates.Contains(status.ToString());

    /// <summary>Whether the order can still be canceled.</summary>
    /// <param name="status">The status.</param>
    /// <returns>True until it has ended or is already being canceled.</returns>
    public static bool CanBeCancelled(this OrderStatus status) =>
        status is OrderStatus.Submitted or OrderStatus.AwaitingPayment or OrderStatus.AwaitingNotification;
}
