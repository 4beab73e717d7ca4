using Sagas.Durability.Registry;

namespace Sagas.Orders.Api;

/// <summary>Translates between the state's name in the saga's row and the status that the API shows.</summary>
internal static class OrderStates
{
    /// <summary>The status for a stored state.</summary>
    /// <param name="state">The state's name.</param>
    /// <returns>The status.</returns>
    public static OrderStatus ToStatus(string state) =>
        string.Equals(state, StateGraph.Initial, StringComparison.Ordinal) ? OrderStatus.Submitted : Enum.Parse<OrderStatus>(state);

    /// <summary>The stored state for a status.</summary>
    /// <param name="status">The status.</param>
    /// <returns>The state's name.</returns>
    public static string ToState(OrderStatus status) => status == OrderStatus.Submitted ? StateGraph.Initial : status.ToString();

    /// <summary>Whether the order has ended: only a payment that arrives too late still moves it.</summary>
    /// <param name="status">The status.</param>
    /// <returns>True for Completed, Rejected and Cancelled.</returns>
    public static bool IsFinal(this OrderStatus status) =>
        OrderStateMachine.FinalStates.Contains(status.ToString());

    /// <summary>Whether the order can still be canceled.</summary>
    /// <param name="status">The status.</param>
    /// <returns>True until it has ended or is already being canceled.</returns>
    public static bool CanBeCancelled(this OrderStatus status) =>
        status is OrderStatus.Submitted or OrderStatus.AwaitingPayment or OrderStatus.AwaitingNotification;
}
