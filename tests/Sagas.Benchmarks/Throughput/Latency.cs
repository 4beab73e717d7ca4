using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.History;
using Sagas.Orders;

namespace Sagas.Benchmarks.Throughput;

/// <summary>How long orders took from their submission to the step that ended them, as the service has stored it.</summary>
/// <param name="P50">Half of them were faster.</param>
/// <param name="P99">One in a hundred was slower.</param>
internal sealed record Latency(TimeSpan P50, TimeSpan P99)
{
    public static async Task<Latency> ReadAsync(
        IServiceProvider service, IReadOnlyList<Guid> orders, CancellationToken cancellationToken)
    {
        var measured = orders.ToHashSet();
        var database = service.GetRequiredService<DbContext>();
        var ends = await database.Set<SagaTransition>().Where(step => step.ToState == "Completed")
            .Join(database.Set<OrderState>(), step => step.SagaId, order => order.CorrelationId,
                (step, order) => new { order.CorrelationId, order.SubmittedAt, EndedAt = step.At })
            .ToListAsync(cancellationToken);
        var sorted = ends.Where(order => measured.Contains(order.CorrelationId))
            .Select(order => order.EndedAt - order.SubmittedAt).Order().ToList();
        return new Latency(At(sorted, 0.50), At(sorted, 0.99));
    }

    private static TimeSpan At(List<TimeSpan> sorted, double share) =>
        sorted.Count == 0 ? TimeSpan.Zero : sorted[(int)(share * (sorted.Count - 1))];
}
