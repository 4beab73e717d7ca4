using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Receive;

namespace Sagas.Operations.Instances;

/// <summary>Reads which queues the processes of the service leave alone, as they have reported it.</summary>
internal static class StoredPauses
{
    /// <summary>Reads them from the database.</summary>
    /// <param name="db">The database.</param>
    /// <param name="now">The current time.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public static async Task<IReadOnlyList<PausedQueueSample>> ReadAsync(
        DbContext db, DateTimeOffset now, CancellationToken cancellationToken) =>
        Of(
            await db.Set<ServiceInstance>().AsNoTracking().Where(instance => instance.PausedQueues != null)
                .ToListAsync(cancellationToken),
            now);

    /// <summary>What processes have reported that are alive: several of them may have paused the same queue.</summary>
    /// <param name="instances">The processes.</param>
    /// <param name="now">The current time.</param>
    /// <returns>A line for each queue, by name.</returns>
    public static IReadOnlyList<PausedQueueSample> Of(IEnumerable<ServiceInstance> instances, DateTimeOffset now) =>
    [
        .. from instance in instances
           where instance.PausedQueues is not null && now - instance.SeenAt < InstanceBeat.Patience
           from pause in JsonSerializer.Deserialize<PausedQueue[]>(instance.PausedQueues!)!
           group (instance.Name, Pause: pause) by pause.Endpoint into queue
           orderby queue.Key
           let last = queue.MaxBy(paused => paused.Pause.Until).Pause
           select new PausedQueueSample(
               queue.Key, last.Until, queue.Sum(paused => paused.Pause.Failed), queue.Sum(paused => paused.Pause.Handled),
               queue.Sum(paused => paused.Pause.Waiting), last.LastError, [.. queue.Select(paused => paused.Name)]),
    ];
}
