using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Tables;
using Sagas.Orders;

namespace Sagas.Benchmarks.Measuring;

/// <summary>How long orders took from their submission to the step that ended them, according to the stored history.</summary>
internal static class CompletionTimes
{
    /// <summary>Reads the times of completed orders.</summary>
    public static async Task<IReadOnlyList<TimeSpan>> ReadAsync(
        IServiceProvider service, IReadOnlyCollection<Guid> orders, CancellationToken cancellationToken)
    {
        var measured = orders.ToHashSet();
        var database = service.GetRequiredService<DbContext>();
        var ends = await database.Set<SagaTransition>().Where(step => step.ToState == "Completed")
            .Join(database.Set<OrderState>(), step => step.SagaId, order => order.CorrelationId,
                (step, order) => new { order.CorrelationId, order.SubmittedAt, EndedAt = step.At })
            .ToListAsync(cancellationToken);
        return
        [
            .. ends.Where(order => measured.Contains(order.CorrelationId)).Select(order => order.EndedAt - order.SubmittedAt),
        ];
    }
}
