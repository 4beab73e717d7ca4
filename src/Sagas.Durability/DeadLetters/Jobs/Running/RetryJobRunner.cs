using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sagas.Durability.Databases;
using Sagas.Durability.Settings;

namespace Sagas.Durability.DeadLetters.Jobs.Running;

/// <summary>
/// Works on jobs. All of its state is in the database, and everything it does is one transaction: a process that dies at any
/// moment has neither lost a dead letter nor sent it twice, and another one continues where it stopped.
/// </summary>
internal sealed class RetryJobRunner(
    DurableDatabase database, RetryJobLeases leases, RetryJobRound round, IOptions<DurabilityOptions> options, TimeProvider time,
    ILogger<RetryJobRunner> logger) : BackgroundService
{
    private readonly Dictionary<Guid, RetryRate> _paces = [];

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_paces.Count == 0)
            return;
        try
        {
            await leases.EndAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(exception, "{Count} jobs will be taken over when their leases expire", _paces.Count);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await time.DelayAsync(options.Value.RetryJobInterval, stoppingToken);
            try
            {
                await WorkAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(exception, "Dead letters could not be sent again; will try again");
            }
        }
    }

    /// <summary>Does whatever can be done for every job now.</summary>
    internal async Task WorkAsync(CancellationToken cancellationToken)
    {
        await using var scope = database.CreateScope(out var context);
        var jobs = await leases.FindAsync(context, cancellationToken);
        foreach (var ended in _paces.Keys.Except(jobs).ToList())
            _paces.Remove(ended);
        foreach (var job in jobs)
        {
            if (await leases.TryTakeAsync(context, job, cancellationToken))
                await round.WorkAsync(job, await PaceOfAsync(context, job, cancellationToken), cancellationToken);
        }
    }

    private async Task<RetryRate> PaceOfAsync(DbContext context, Guid retryJobId, CancellationToken cancellationToken)
    {
        if (_paces.TryGetValue(retryJobId, out var pace))
            return pace;
        var progress = await new RetryJobReader(context).FindAsync(retryJobId, cancellationToken);
        return _paces[retryJobId] = new RetryRate(progress?.Job.PerSecond, time.GetUtcNow());
    }
}
