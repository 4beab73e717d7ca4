using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Tables;
using Sagas.Orders;
using Sagas.Payments.Simulator;

namespace Sagas.Benchmarks.Measuring;

/// <summary>Checks the orders of a run: if one is lost or charged twice, the run does not count.</summary>
internal static class Audit
{
    private const int VersionAtTheEnd = 3;
    private const int OrdersAtATime = 1_000;
    private const int Shown = 20;

    /// <summary>Checks every order that was accepted.</summary>
    /// <param name="service">Access to the database.</param>
    /// <param name="accepted">The orders.</param>
    /// <param name="seeded">How many other orders there should be.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task<IReadOnlyList<string>> FindAsync(
        IServiceProvider service, IReadOnlyCollection<Guid> accepted, int seeded, CancellationToken cancellationToken)
    {
        var database = service.GetRequiredService<DbContext>();
        var findings = new List<string>();
        foreach (var chunk in accepted.Chunk(OrdersAtATime))
            await FindAsync(database, chunk, findings, cancellationToken);
        var stored = await database.Set<OrderState>().CountAsync(cancellationToken)
            + await database.Set<ArchivedSaga>().CountAsync(cancellationToken);
        if (stored != accepted.Count + seeded)
            findings.Add($"{accepted.Count} orders were accepted, but {stored - seeded} are stored.");
        if (await database.Set<DeadLetter>().CountAsync(cancellationToken) is > 0 and var dead)
            findings.Add($"{dead} messages became dead letters.");
        return findings;
    }

    /// <summary>The findings as they are printed.</summary>
    public static string Tell(IReadOnlyList<string> findings)
    {
        var text = new StringBuilder();
        text.AppendLine(findings.Count == 0
            ? "invariants: hold"
            : string.Create(
                CultureInfo.InvariantCulture, $"invariants: BROKEN, {findings.Count} findings: the run does not count"));
        foreach (var finding in findings.Take(Shown))
            text.AppendLine($"  {finding}");
        return text.ToString();
    }

    private static async Task FindAsync(
        DbContext database, Guid[] accepted, List<string> findings, CancellationToken cancellationToken)
    {
        var orders = await database.Set<OrderState>().AsNoTracking().Where(order => accepted.Contains(order.CorrelationId))
            .ToDictionaryAsync(order => order.CorrelationId, cancellationToken);
        var archived = await database.Set<ArchivedSaga>().AsNoTracking()
            .Where(saga => accepted.Contains(saga.SagaId) && saga.CurrentState == "Completed")
            .Select(saga => saga.SagaId).ToHashSetAsync(cancellationToken);
        var charges = await CountAsync(
            database.Set<SimulatedCharge>().Where(charge => accepted.Contains(charge.OrderId)).Select(charge => charge.OrderId),
            cancellationToken);
        var steps = await CountAsync(
            database.Set<SagaTransition>().Where(step => accepted.Contains(step.SagaId)).Select(step => step.SagaId),
            cancellationToken);
        foreach (var orderId in accepted)
        {
            if (!orders.TryGetValue(orderId, out var order))
            {
                if (!archived.Contains(orderId))
                    findings.Add($"Order {orderId} was accepted but is missing.");
            }
            else if (order is not { CurrentState: "Completed", Version: VersionAtTheEnd }
                || steps.GetValueOrDefault(orderId) != VersionAtTheEnd)
            {
                findings.Add(
                    $"Order {orderId} is {order.CurrentState} at version {order.Version} with {steps.GetValueOrDefault(orderId)} steps.");
            }

            if (charges.GetValueOrDefault(orderId) is not 1 and var count)
                findings.Add($"Order {orderId} was charged {count} times.");
        }
    }

    private static Task<Dictionary<Guid, int>> CountAsync(IQueryable<Guid> orders, CancellationToken cancellationToken) =>
        orders.GroupBy(order => order).Select(group => new { OrderId = group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.OrderId, group => group.Count, cancellationToken);
}
