namespace Sagas.Tests.Crash;

/// <summary>What the database says of all orders at one moment.</summary>
/// <param name="Orders">Every order.</param>
/// <param name="Transitions">The history of all orders.</param>
/// <param name="Charges">The ledger of the simulated payment provider.</param>
/// <param name="DeadLetters">Messages that were given up.</param>
/// <param name="OutboxMessages">How many messages and timers are still to be sent.</param>
internal record StoredWorld(
    IReadOnlyList<StoredOrder> Orders,
    IReadOnlyList<StoredTransition> Transitions,
    IReadOnlyList<StoredCharge> Charges,
    IReadOnlyList<StoredDeadLetter> DeadLetters,
    int OutboxMessages)
{
    private static readonly string[] Final = ["Completed", "Rejected", "Cancelled"];

    /// <summary>Nothing is left to be done: every order is final, and no message waits.</summary>
    public bool IsSettled => OutboxMessages == 0 && Orders.All(order => IsFinal(order.State));

    public static bool IsFinal(string state) => Final.Contains(state, StringComparer.Ordinal);

    /// <summary>How many orders stand where, for the eye.</summary>
    public override string ToString() => string.Join(", ",
        Orders.GroupBy(order => order.State, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Count()} {group.Key}")
            .Append($"{DeadLetters.Count} dead letters").Append($"{OutboxMessages} in the outbox"));
}
