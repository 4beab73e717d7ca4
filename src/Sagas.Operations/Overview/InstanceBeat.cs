using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Commit;
using Sagas.Durability.Settings;

namespace Sagas.Operations.Overview;

/// <summary>Reports every ten seconds that this process is alive, and removes processes not seen for a day.</summary>
internal sealed class InstanceBeat(
    string roles, IServiceScopeFactory scopes, TimeProvider time, ILogger<InstanceBeat> logger) : BackgroundService
{
    /// <summary>How often a process reports that it is alive.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>How long a process may be silent before it counts as dead.</summary>
    public static readonly TimeSpan Patience = 3.5 * Interval;

    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    private readonly Guid _id = Guid.CreateVersion7(time.GetUtcNow());
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    /// <summary>The process's own id, which is new with every start.</summary>
    public Guid InstanceId => _id;

    /// <summary>Reports once that this process is alive.</summary>
    public async Task BeatAsync(IServiceProvider scope, CancellationToken cancellationToken)
    {
        var db = scope.GetRequiredService<DbContext>();
        var now = time.GetUtcNow();
        var known = await db.Set<ServiceInstance>().Where(instance => instance.InstanceId == _id)
            .ExecuteUpdateAsync(set => set.SetProperty(instance => instance.SeenAt, now), cancellationToken);
        if (known > 0)
            return;

        var forgotten = now - Memory;
        await db.Set<ServiceInstance>().Where(instance => instance.SeenAt < forgotten).ExecuteDeleteAsync(cancellationToken);
        db.Add(new ServiceInstance
        {
            InstanceId = _id,
            Name = $"{Environment.MachineName}:{Environment.ProcessId}".ToStorable(ServiceInstanceMap.LongestName),
            Roles = roles,
            Version = (typeof(InstanceBeat).Assembly
                .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "")
                .ToStorable(ServiceInstanceMap.LongestVersion),
            StartedAt = _startedAt,
            SeenAt = now,
        });
        await scope.GetRequiredService<IUnitOfWork>().CommitAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(scope => scope.GetRequiredService<DbContext>().Set<ServiceInstance>()
            .Where(instance => instance.InstanceId == _id).ExecuteDeleteAsync(cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryAsync(scope => BeatAsync(scope, stoppingToken));
            await time.DelayAsync(Interval, stoppingToken);
        }
    }

    private async Task TryAsync(Func<IServiceProvider, Task> work)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await work(scope.ServiceProvider);
        }
        catch (Exception exception)
        {
            // Only observers miss it; the work goes on.
            logger.LogDebug(exception, "This process could not report that it is alive");
        }
    }
}
