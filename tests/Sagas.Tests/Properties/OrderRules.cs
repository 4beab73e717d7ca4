using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Orders;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Properties;

/// <summary>What holds for orders that only the test speaks to, whatever it says.</summary>
internal static class OrderRules
{
    /// <summary>What may still happen to an order that is over: money turned up, or could not be given back.</summary>
    private static readonly string[] WakesTheDead = ["PaymentCompleted", "RefundPaymentFaulted"];

    public static async Task<IReadOnlyList<string>> BreachesAsync(DbContext database, IReadOnlyCollection<Delivery> delivered)
    {
        var submitted = delivered.Where(delivery => delivery.Message is Contracts.Orders.OrderSubmitted)
            .Select(delivery => delivery.OrderId).ToHashSet();
        var orders = await Invariants.OrdersAsync(database, [.. delivered.Select(delivery => delivery.OrderId).Distinct()]);
        return
        [
            .. Invariants.LostOrders(orders, submitted),
            .. orders.Where(order => !submitted.Contains(order.CorrelationId))
                .Select(order => $"{order.CorrelationId} was never submitted."),
            .. await Invariants.BrokenHistoriesAsync(database, orders),
            .. await Invariants.LeftMessagesAsync(database, orders),
            .. await StrangeStepsAsync(database, orders),
            .. await WrongTimersAsync(database, orders),
            .. await StrangeDeathsAsync(database, delivered),
        ];
    }

    /// <summary>Every step is a row of the process's table; what is over is over.</summary>
    private static async Task<IReadOnlyList<string>> StrangeStepsAsync(DbContext database, IReadOnlyList<OrderState> orders)
    {
        var steps = await StepsAsync(database, orders);
        return
        [
            .. steps.Where(step => !OrderProcessTable.Rows.TryGetValue((step.FromState, step.Event), out var to)
                    || !string.Equals(to, step.ToState, StringComparison.Ordinal))
                .Select(step => $"{step.SagaId} went from {step.FromState} to {step.ToState} by {step.Event}."),
            .. steps.Where(step =>
                OrderStates.ToStatus(step.FromState).IsFinal() && !WakesTheDead.Contains(step.Event, StringComparer.Ordinal))
                .Select(step => $"{step.SagaId} was {step.FromState}, and {step.Event} moved it all the same."),
        ];
    }

    /// <summary>An order that waits has its timer, and one that does not has none.</summary>
    private static async Task<IReadOnlyList<string>> WrongTimersAsync(DbContext database, IReadOnlyList<OrderState> orders)
    {
        var timers = (await database.Set<OutboxMessage>().AsNoTracking().Where(message => message.TokenId != null).ToListAsync())
            .ToLookup(message => message.SagaId, message => message.TokenId);
        return
        [
            .. orders.Select(order => (Order: order, Expected: order.CurrentState switch
                {
                    nameof(OrderStatus.AwaitingPayment) => [order.PaymentTimeoutTokenId],
                    nameof(OrderStatus.AwaitingNotification) => [order.NotificationTimeoutTokenId],
                    _ => Array.Empty<Guid?>(),
                }))
                .Where(expected => !timers[expected.Order.CorrelationId].SequenceEqual(expected.Expected))
                .Select(wrong =>
                    $"{wrong.Order.CorrelationId} is {wrong.Order.CurrentState} and has {timers[wrong.Order.CorrelationId].Count()} timers."),
        ];
    }

    /// <summary>A message dies only if it came before its order.</summary>
    private static async Task<IReadOnlyList<string>> StrangeDeathsAsync(
        DbContext database, IReadOnlyCollection<Delivery> delivered)
    {
        Guid?[] messageIds = [.. delivered.Select(delivery => (Guid?)delivery.MessageId).Distinct()];
        var dead = await database.Set<DeadLetter>().AsNoTracking().Where(deadLetter => messageIds.Contains(deadLetter.MessageId))
            .ToListAsync();
        return
        [
            .. dead.Where(deadLetter => deadLetter.ExceptionType is not "MassTransit.SagaException")
                .Select(deadLetter => $"{deadLetter.MessageTypes} died of {deadLetter.ExceptionType}: {deadLetter.Reason}"),
        ];
    }

    private static async Task<IReadOnlyList<SagaTransition>> StepsAsync(DbContext database, IReadOnlyList<OrderState> orders)
    {
        var orderIds = orders.Select(order => order.CorrelationId).ToList();
        return await database.Set<SagaTransition>().AsNoTracking().Where(step => orderIds.Contains(step.SagaId)).ToListAsync();
    }
}
