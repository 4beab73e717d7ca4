using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Durability.Commit;
using Sagas.Durability.Registry;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Operations.Shell;

namespace Sagas.Operations.Alerts;

/// <summary>Looks for stuck sagas, opens an alert for each, and closes it when the saga has left the state.</summary>
internal sealed class AlertWatch(
    IServiceScopeFactory scopes, SagaRegistry registry, IOptions<OperationsOptions> options, TimeProvider time,
    ILogger<AlertWatch> logger)
    : InterruptibleService
{
    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in registry.Types.Where(kind => kind.TellsStuck))
        {
            await CloseAsync(kind, cancellationToken);
            await OpenAsync(kind, cancellationToken);
        }
    }

    protected override async Task RunAsync(CancellationToken stoppingToken)
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
        var sagas = SagasIn(scope.ServiceProvider, kind);
        var opened = await sagas.OpenAsync(options.Value.MostAlerts, cancellationToken);
        if (opened > 0 && await CommitAsync(scope.ServiceProvider, cancellationToken) == CommitOutcome.Committed)
            logger.LogWarning("{Count} sagas of {SagaType} are stuck; an alert was opened for each", opened, kind.Name);
    }

    private async Task CloseAsync(SagaType kind, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await SagasIn(scope.ServiceProvider, kind).CloseAsync(options.Value.MostAlerts, cancellationToken))
            await CommitAsync(scope.ServiceProvider, cancellationToken);
    }

    private StuckSagas SagasIn(IServiceProvider services, SagaType kind) =>
        new(services.GetRequiredService<DbContext>(), kind, time.GetStorableUtcNow());

    // Another instance may have done the same; whatever is left is done the next time.
    private static Task<CommitOutcome> CommitAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<IUnitOfWork>().CommitAsync(cancellationToken);
}
