using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.DeadLetters;
using Sagas.Durability.History;
using Sagas.Orders;
using Sagas.Payments.Simulator;

namespace Sagas.Benchmarks.Throughput;

/// <summary>A run that loses an order or charges it twice is no result.</summary>
internal static class Audit
{
    private const int VersionAtTheEnd = 3;

    public static async Task<IReadOnlyList<string>> FindAsync(
        IServiceProvider service, IReadOnlyCollection<Guid> accepted, CancellationToken cancellationToken)
    {
        var database = service.GetRequiredService<DbContext>();
        var orders = await database.Set<OrderState>().AsNoTracking().ToDictionaryAsync(order => order.CorrelationId, cancellationToken);
        var charges = await database.Set<SimulatedCharge>().AsNoTracking()
            .GroupBy(charge => charge.OrderId).Select(charge => new { OrderId = charge.Key, Count = charge.Count() })
            .ToDictionaryAsync(charge => charge.OrderId, charge => charge.Count, cancellationToken);
        var steps = await database.Set<SagaTransition>().AsNoTracking()
            .GroupBy(step => step.SagaId).Select(step => new { SagaId = step.Key, Count = step.Count() })
            .ToDictionaryAsync(step => step.SagaId, step => step.Count, cancellationToken);

        var findings = new List<string>();
        foreach (var orderId in accepted)
        {
            if (!orders.TryGetValue(orderId, out var order))
                findings.Add($"Order {orderId} was accepted and is missing.");
            else if (order is not { CurrentState: "Completed", Version: VersionAtTheEnd } || steps.GetValueOrDefault(orderId) != VersionAtTheEnd)
                findings.Add($"Order {orderId} is {order.CurrentState} at version {order.Version} with {steps.GetValueOrDefault(orderId)} steps.");
            if (charges.GetValueOrDefault(orderId) is not 1 and var count)
                findings.Add($"Order {orderId} was charged {count} times.");
        }

        if (orders.Count != accepted.Count)
            findings.Add($"{accepted.Count} orders were accepted, {orders.Count} are stored.");
        if (await database.Set<DeadLetter>().CountAsync(cancellationToken) is > 0 and var dead)
            findings.Add($"{dead} messages were given up.");
        return findings;
    }
}
