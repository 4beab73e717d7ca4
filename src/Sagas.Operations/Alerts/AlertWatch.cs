using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Durability.Commit;
using Sagas.Durability.Registry;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Operations.Shell;

namespace Sagas.Operations.Alerts;

/// <summary>Looks for stuck sagas, opens an alert for each, and closes it when the saga has moved.</summary>
internal sealed class AlertWatch(
    IServiceScopeFactory scopes, SagaRegistry registry, IOptions<OperationsOptions> options, TimeProvider time,
    ILogger<AlertWatch> logger)
    : BackgroundService
{
    private const int MostAtATime = 500;

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in registry.Types.Where(kind => kind.TellsMoves))
        {
            await CloseAsync(kind, cancellationToken);
            await OpenAsync(kind, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning("Could not look for stuck sagas; will try again: {Reason}", exception.Message);
            }

            await time.DelayAsync(options.Value.AlertInterval, stoppingToken);
        }
    }

    private async Task OpenAsync(SagaType kind, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        var now = time.GetUtcNow();
        // Known ones come first because they have been stuck longest, so they must not fill the list.
        var stuck = await kind.FindStuckAsync(db, now, options.Value.MostAlerts, cancellationToken);
        var opened = 0;
        foreach (var some in stuck.Chunk(MostAtATime))
        {
            var known = await AlertReader.ReadKnownAsync(
                db, kind.Name, [.. some.Select(saga => saga.SagaId)], cancellationToken);
            foreach (var saga in some.Where(saga => !known.Contains((saga.SagaId, saga.Version))))
            {
                db.Add(AlertOf(kind, saga, now));
                opened++;
            }
        }

        if (opened > 0 && await CommitAsync(scope.ServiceProvider, cancellationToken) == CommitOutcome.Committed)
            logger.LogWarning("{Count} sagas of {SagaType} are stuck; an alert was opened for each", opened, kind.Name);
    }

    private async Task CloseAsync(SagaType kind, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        var open = await AlertReader.ReadOpenAsync(db, kind.Name, options.Value.MostAlerts, cancellationToken);
        var closed = false;
        foreach (var some in open.Chunk(MostAtATime))
        {
            var versions = await kind.VersionsAsync(db, [.. some.Select(alert => alert.SagaId)], cancellationToken);
            foreach (var alert in some.Where(alert => versions.GetValueOrDefault(alert.SagaId) != alert.SagaVersion))
            {
                alert.ClosedAt = time.GetUtcNow();
                closed = true;
            }
        }

        if (closed)
            await CommitAsync(scope.ServiceProvider, cancellationToken);
    }

    // Another instance may have done the same; whatever is left is done the next time.
    private static Task<CommitOutcome> CommitAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<IUnitOfWork>().CommitAsync(cancellationToken);

    private static SagaAlert AlertOf(SagaType kind, StuckSaga saga, DateTimeOffset now) => new()
    {
        AlertId = Guid.CreateVersion7(now),
        SagaType = kind.Name,
        SagaId = saga.SagaId,
        SagaVersion = saga.Version,
        State = saga.State,
        Since = saga.Since,
        OpenedAt = now,
    };
}
