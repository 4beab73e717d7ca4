namespace Sagas.Tests.Crash;

/// <summary>What must hold after any number of crashes; what does not is told in plain words.</summary>
internal static class CrashAudit
{
    private const string Down = "tok_down";

    /// <summary>Where an order must end, by how its payment behaves: a crash changes nothing about that.</summary>
    private static readonly Dictionary<string, string> Endings = new(StringComparer.Ordinal)
    {
        ["tok_visa"] = "Completed",
        ["tok_flaky"] = "Completed",
        ["tok_lost_answer"] = "Completed",
        ["tok_declined"] = "Rejected",
        [Down] = "Cancelled",
    };

    public static IReadOnlyList<string> Findings(StoredWorld world, IReadOnlyList<AcceptedOrder> accepted)
    {
        var histories = world.Transitions.ToLookup(step => step.OrderId);
        var charges = world.Charges.ToLookup(charge => charge.OrderId);
        return
        [
            .. Promises(world, accepted),
            .. world.Orders.SelectMany(order => Endless(order)
                .Concat(Money(order, [.. charges[order.OrderId]]))
                .Concat(History(order, [.. histories[order.OrderId].OrderBy(step => step.Version)]))
                .Select(finding => $"Order {order.OrderId} ({order.State}): {finding}.")),
            .. Orphans(world),
            .. DeadLetters(world),
            .. world.OutboxMessages == 0 ? [] : new[] { $"{world.OutboxMessages} messages are left in the outbox." },
        ];
    }

    private static IEnumerable<string> Promises(StoredWorld world, IReadOnlyList<AcceptedOrder> accepted)
    {
        var states = world.Orders.ToDictionary(order => order.OrderId, order => order.State);
        foreach (var order in accepted)
        {
            if (!states.TryGetValue(order.OrderId, out var state))
                yield return $"Order {order.OrderId} was answered with 202 and is missing.";
            else if (!string.Equals(state, Endings[order.PaymentToken], StringComparison.Ordinal))
                yield return $"Order {order.OrderId} with {order.PaymentToken} is {state} instead of {Endings[order.PaymentToken]}.";
        }
    }

    private static IEnumerable<string> Endless(StoredOrder order)
    {
        if (!StoredWorld.IsFinal(order.State))
            yield return "it has not reached a final state";
    }

    private static IEnumerable<string> Money(StoredOrder order, IReadOnlyList<StoredCharge> charges)
    {
        var taken = charges.Count(charge => charge.Took);
        var kept = charges.Count(charge => charge.State is "Charged");
        var due = order.State is "Completed" ? 1 : 0;
        if (taken > 1)
            yield return $"it was charged {taken} times";
        if (StoredWorld.IsFinal(order.State) && kept != due)
            yield return $"{kept} charges are kept, {due} are due";
    }

    private static IEnumerable<string> History(StoredOrder order, IReadOnlyList<StoredTransition> history)
    {
        var versions = history.Select(step => step.Version).ToList();
        if (!versions.SequenceEqual(Enumerable.Range(1, order.Version)))
            yield return $"it is at version {order.Version}, and its history has {string.Join(", ", versions)}";

        var from = "Initial";
        foreach (var step in history)
        {
            if (!string.Equals(step.From, from, StringComparison.Ordinal))
                yield return $"version {step.Version} leaves {step.From}, where the version before did not go";
            from = step.To;
        }

        if (!string.Equals(from, order.State, StringComparison.Ordinal))
            yield return $"its history ends in {from}";
        foreach (var difference in HistoryFold.Differences(order, history))
            yield return difference;
    }

    private static IEnumerable<string> Orphans(StoredWorld world)
    {
        var known = world.Orders.Select(order => order.OrderId).ToHashSet();
        return world.Transitions.Select(step => step.OrderId).Concat(world.Charges.Select(charge => charge.OrderId))
            .Where(id => !known.Contains(id)).Distinct()
            .Select(id => $"Order {id} has left traces, but is missing.");
    }

    private static IEnumerable<string> DeadLetters(StoredWorld world)
    {
        var tokens = world.Orders.ToDictionary(order => order.OrderId, order => order.Columns["PaymentToken"] as string);
        return world.DeadLetters
            .Where(deadLetter =>
                deadLetter is not { Endpoint: "process-payment", OrderId: { } id } || tokens.GetValueOrDefault(id) is not Down)
            .Select(deadLetter => $"A message died at {deadLetter.Endpoint} (order {deadLetter.OrderId}): {deadLetter.Reason}");
    }
}
