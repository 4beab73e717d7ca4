namespace Sagas.Orders.Api;

/// <summary>Translates between the state's name in the saga's row and the status that the API shows.</summary>
public static class OrderStates
{
    // MassTransit's name for the state before the first event.
    private const string Initial = "Initial";

    /// <summary>The status for a stored state.</summary>
    /// <param name="state">The state's name.</param>
    /// <returns>The status.</returns>
    public static OrderStatus ToStatus(string state) =>
        string.Equals(state, Initial, StringComparison.Ordinal) ? OrderStatus.Submitted : Enum.Parse<OrderStatus>(state);

    /// <summary>The stored state for a status.</summary>
    /// <param name="status">The status.</param>
    /// <returns>The state's name.</returns>
    public static string ToState(OrderStatus status) => status == OrderStatus.Submitted ? Initial : status.ToString();

    /// <summary>The stored states in which an order is over.</summary>
    public static IReadOnlyList<string> Final { get; } = [.. Enum.GetValues<OrderStatus>().Where(IsFinal).Select(ToState)];

    /// <summary>Whether the order is over: only a payment that arrives too late still moves it.</summary>
    /// <param name="status">The status.</param>
    /// <returns>True for Completed, Rejected and Cancelled.</returns>
    public static bool IsFinal(this OrderStatus status) =>
        status is OrderStatus.Completed or OrderStatus.Rejected or OrderStatus.Cancelled;

    /// <summary>Whether the order can still be cancelled.</summary>
    /// <param name="status">The status.</param>
    /// <returns>True until it is over or already being cancelled.</returns>
    public static bool CanBeCancelled(this OrderStatus status) =>
        status is OrderStatus.Submitted or OrderStatus.AwaitingPayment or OrderStatus.AwaitingNotification;
}
