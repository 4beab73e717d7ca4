using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Orders;
using Sagas.Orders.Api;
using Sagas.Payments.Simulator;

namespace Sagas.Tests.Journeys;

/// <summary>
/// What must hold whatever happens (design, section 5), as sentences about what is broken. Ask when the service is quiet:
/// what is under way may be ahead of the order's row.
/// </summary>
internal static class Invariants
{
    /// <summary>Everything that is broken in the orders that were accepted.</summary>
    public static async Task<IReadOnlyList<string>> BreachesAsync(DbContext database, IReadOnlyCollection<Guid> accepted)
    {
        var orders = await OrdersAsync(database, accepted);
        return
        [
            .. LostOrders(orders, accepted),
            .. await WrongChargesAsync(database, orders),
            .. await BrokenHistoriesAsync(database, orders),
            .. await LeftMessagesAsync(database, orders),
        ];
    }

    public static async Task<IReadOnlyList<OrderState>> OrdersAsync(DbContext database, IReadOnlyCollection<Guid> orderIds) =>
        await database.Set<OrderState>().AsNoTracking().Where(order => orderIds.Contains(order.CorrelationId)).ToListAsync();

    /// <summary>I1: the orders that were accepted are those that ended and those in progress; none is missing.</summary>
    public static IEnumerable<string> LostOrders(IReadOnlyList<OrderState> orders, IReadOnlyCollection<Guid> accepted)
    {
        foreach (var orderId in accepted.Except(orders.Select(order => order.CorrelationId)))
            yield return $"{orderId} was accepted and is not there.";
        foreach (var order in orders.Where(order => !IsKnown(order.CurrentState)))
            yield return $"{order.CorrelationId} is neither over nor in progress, but '{order.CurrentState}'.";
    }

    /// <summary>I2, which holds once faults have stopped: every order has ended.</summary>
    public static IEnumerable<string> UnfinishedOrders(IReadOnlyList<OrderState> orders) =>
        orders.Where(order => !IsFinal(order))
            .Select(order => $"{order.CorrelationId} has not ended; it is {order.CurrentState}.");

    /// <summary>
    /// I3: an order is charged at most once; exactly its total if it is completed; and a dead order keeps no money, unless
    /// an operator has settled it elsewhere.
    /// </summary>
    public static async Task<IReadOnlyList<string>> WrongChargesAsync(DbContext database, IReadOnlyList<OrderState> orders)
    {
        var orderIds = orders.Select(order => order.CorrelationId).ToList();
        var charges = (await database.Set<SimulatedCharge>().AsNoTracking()
                .Where(charge => orderIds.Contains(charge.OrderId)
                    && (charge.State == SimulatedChargeState.Charged || charge.State == SimulatedChargeState.Refunded))
                .ToListAsync())
            .ToLookup(charge => charge.OrderId);
        var settled = await database.Set<SagaTransition>()
            .Where(step => orderIds.Contains(step.SagaId) && step.Event == "ResolveManually")
            .Select(step => step.SagaId)
            .ToListAsync();
        return [.. orders.SelectMany(
            order => WrongCharges(order, [.. charges[order.CorrelationId]], settled.Contains(order.CorrelationId)))];
    }

    /// <summary>
    /// I4: versions run from 1 without a gap, every step begins where the one before ended, no message made two steps, and
    /// the changes of all steps, folded, are the stored row.
    /// </summary>
    public static async Task<IReadOnlyList<string>> BrokenHistoriesAsync(DbContext database, IReadOnlyList<OrderState> orders)
    {
        var orderIds = orders.Select(order => order.CorrelationId).ToList();
        var histories = (await database.Set<SagaTransition>().AsNoTracking()
                .Where(step => orderIds.Contains(step.SagaId)).OrderBy(step => step.Version).ToListAsync())
            .ToLookup(step => step.SagaId);
        var handled = (await database.Set<InboxMessage>().AsNoTracking()
                .Where(message => message.ConsumerId == "order-saga:OrderState"
                    && database.Set<SagaTransition>()
                        .Any(step => orderIds.Contains(step.SagaId) && step.MessageId == message.MessageId))
                .Select(message => message.MessageId).ToListAsync())
            .ToHashSet();
        var fold = new HistoryFold(database);
        return
        [
            .. orders.SelectMany(order => BrokenSteps(order, [.. histories[order.CorrelationId]], handled)
                .Concat(fold.Differences(order, [.. histories[order.CorrelationId]]))
                .Select(breach => $"{order.CorrelationId} {breach}")),
        ];
    }

    /// <summary>I5 in a quiet service: nothing waits to leave, and no timer runs for an order that is over.</summary>
    public static async Task<IReadOnlyList<string>> LeftMessagesAsync(DbContext database, IReadOnlyList<OrderState> orders)
    {
        var over = orders.Where(IsFinal).Select(order => order.CorrelationId).ToHashSet();
        var left = await database.Set<OutboxMessage>().AsNoTracking().ToListAsync();
        return
        [
            .. left.Where(message => message.DueAt is null || (message.SagaId is { } sagaId && over.Contains(sagaId)))
                .Select(message => $"{message.MessageTypes} of {message.SagaId} is left in the outbox."),
        ];
    }

    public static bool IsFinal(OrderState order) =>
        IsKnown(order.CurrentState) && OrderStates.ToStatus(order.CurrentState).IsFinal();

    private static bool IsKnown(string state) =>
        Enum.GetValues<OrderStatus>().Any(status => string.Equals(OrderStates.ToState(status), state, StringComparison.Ordinal));

    private static IEnumerable<string> WrongCharges(
        OrderState order, IReadOnlyList<SimulatedCharge> charges, bool settledElsewhere)
    {
        if (charges.Count > 1)
            yield return $"{order.CorrelationId} was charged {charges.Count} times.";

        var kept = charges.Where(charge => charge.State == SimulatedChargeState.Charged).ToList();
        switch (order.CurrentState)
        {
            case nameof(OrderStatus.Completed) when kept is not [var charge] || charge.Amount != order.Total
                || charge.Currency != order.Currency:
                yield return $"{order.CorrelationId} is completed, and {kept.Sum(charge => charge.Amount):0.##} of {order.Total:0.##} {order.Currency} is charged.";
                break;
            case nameof(OrderStatus.Cancelled) or nameof(OrderStatus.Rejected) when kept.Count > 0 && !settledElsewhere:
                yield return $"{order.CorrelationId} is {order.CurrentState}, and its money is kept.";
                break;
        }
    }

    private static IEnumerable<string> BrokenSteps(OrderState order, IReadOnlyList<SagaTransition> steps, HashSet<Guid> handled)
    {
        if (steps.Count != order.Version || !steps.Select(step => step.Version).SequenceEqual(Enumerable.Range(1, steps.Count)))
            yield return $"is at version {order.Version}, and its history has the versions {string.Join(", ", steps.Select(step => step.Version))}.";

        var state = OrderStates.ToState(OrderStatus.Submitted);
        foreach (var step in steps)
        {
            if (!string.Equals(step.FromState, state, StringComparison.Ordinal))
                yield return $"was {state}, and its step {step.Version} begins at {step.FromState}.";
            state = step.ToState;
        }

        if (!string.Equals(order.CurrentState, state, StringComparison.Ordinal))
            yield return $"is {order.CurrentState}, and its history ends at {state}.";
        foreach (var step in steps.GroupBy(step => step.MessageId).Where(same => same.Count() > 1))
            yield return $"made {step.Count()} steps by message {step.Key}.";
        foreach (var step in steps.Where(step => step.MessageId is not { } messageId || !handled.Contains(messageId)))
            yield return $"made step {step.Version} by a message that the inbox does not know.";
    }
}
