using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Commit;
using Sagas.Durability.Receive;
using Sagas.Durability.Settings;

namespace Sagas.Operations.Instances;

/// <summary>
/// Reports every ten seconds that this process is alive, and at once what changes about it: a queue that it pauses, and that it
/// is being stopped. Removes processes not seen for a day.
/// </summary>
internal sealed class InstanceBeat(
    string roles, IServiceScopeFactory scopes, PausedQueues pauses, IHostApplicationLifetime lifetime, TimeProvider time,
    ILogger<InstanceBeat> logger) : InterruptibleService, IHostedLifecycleService
{
    /// <summary>How often a process reports that it is alive.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>How long a process may be silent before it counts as dead.</summary>
    public static readonly TimeSpan Patience = 3.5 * Interval;

    private static readonly TimeSpan LastWordsLimit = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    private static readonly TimeSpan MemoryOfStarts = TimeSpan.FromDays(8);

    private readonly Guid _id = Guid.CreateVersion7(time.GetUtcNow());
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly SemaphoreSlim _changes = new(0, 1);
    private DateTimeOffset? _stoppingAt;

    /// <summary>The process's own id, which is new with every start.</summary>
    public Guid InstanceId => _id;

    /// <summary>Reports once that this process is alive.</summary>
    public async Task BeatAsync(IServiceProvider scope, CancellationToken cancellationToken)
    {
        var db = scope.GetRequiredService<DbContext>();
        var (now, stoppingAt, paused) = (time.GetUtcNow(), _stoppingAt, Paused());
        var known = await db.Set<ServiceInstance>().Where(instance => instance.InstanceId == _id)
            .ExecuteUpdateAsync(
                set => set.SetProperty(instance => instance.SeenAt, now)
                    .SetProperty(instance => instance.StoppingAt, stoppingAt)
                    .SetProperty(instance => instance.PausedQueues, paused),
                cancellationToken);
        if (known > 0)
            return;

        var forgotten = now - Memory;
        await db.Set<ServiceInstance>().Where(instance => instance.SeenAt < forgotten).ExecuteDeleteAsync(cancellationToken);
        var instance = Instance(now, stoppingAt, paused);
        db.Add(instance);
        await RememberStartAsync(db, instance, cancellationToken);
        await scope.GetRequiredService<IUnitOfWork>().CommitAsync(cancellationToken);
    }

    /// <summary>Does nothing: a process that is being stopped is there until everything in it has stopped.</summary>
    public override Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // Even if stopping took too long.
        using var deadline = new CancellationTokenSource(LastWordsLimit, time);
        await TryAsync(scope => scope.GetRequiredService<DbContext>().Set<ServiceInstance>()
            .Where(instance => instance.InstanceId == _id).ExecuteDeleteAsync(deadline.Token));
    }

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _changes.Dispose();
    }

    /// <inheritdoc />
    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        pauses.Changed += Hurry;
        await using var stopping = lifetime.ApplicationStopping.Register(() =>
        {
            _stoppingAt = time.GetUtcNow();
            Hurry(sender: null, EventArgs.Empty);
        });
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await TryAsync(scope => BeatAsync(scope, stoppingToken));
                await WaitAsync(stoppingToken);
            }
        }
        finally
        {
            pauses.Changed -= Hurry;
        }
    }

    private ServiceInstance Instance(DateTimeOffset now, DateTimeOffset? stoppingAt, string? paused) => new()
    {
        InstanceId = _id,
        Name = $"{Environment.MachineName}:{Environment.ProcessId}".ToStorable(ServiceInstanceMap.LongestName),
        Roles = roles,
        Version = (typeof(InstanceBeat).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "")
            .ToStorable(ServiceInstanceMap.LongestVersion),
        StartedAt = _startedAt,
        SeenAt = now,
        StoppingAt = stoppingAt,
        PausedQueues = paused,
    };

    // A process that was not seen for a day is stored anew, but has not started again.
    private async Task RememberStartAsync(DbContext db, ServiceInstance instance, CancellationToken cancellationToken)
    {
        var forgotten = instance.SeenAt - MemoryOfStarts;
        await db.Set<ServiceStart>().Where(start => start.StartedAt < forgotten).ExecuteDeleteAsync(cancellationToken);
        if (await db.Set<ServiceStart>().AnyAsync(start => start.InstanceId == _id, cancellationToken))
            return;
        db.Add(new ServiceStart
        {
            InstanceId = _id,
            Name = instance.Name,
            Roles = instance.Roles,
            Version = instance.Version,
            StartedAt = instance.StartedAt,
        });
    }

    private string? Paused() => pauses.Now is { Count: > 0 } paused ? JsonSerializer.Serialize(paused) : null;

    // However often something changes, it is told once.
    private void Hurry(object? sender, EventArgs change)
    {
        if (_changes.CurrentCount > 0)
            return;
        try
        {
            _changes.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else was faster.
        }
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var pause = time.DelayAsync(Interval, enough.Token);
        await Task.WhenAny(pause, _changes.WaitAsync(enough.Token));
        await enough.CancelAsync();
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
