using Microsoft.EntityFrameworkCore;
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
    DurableDatabase database, RetryJobLeases leases, RetryJobRound round, RetryOutcomes outcomes,
    IOptions<DurabilityOptions> options, TimeProvider time, ILogger<RetryJobRunner> logger) : InterruptibleService
{
    // While results come, a job waits for little else: it looks for the next ones sooner.
    private const int Hurry = 5;

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

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        for (var hasMoved = false; ;)
        {
            await time.DelayAsync(
                hasMoved ? options.Value.RetryJobInterval / Hurry : options.Value.RetryJobInterval, stoppingToken);
            hasMoved = false;
            try
            {
                hasMoved = await WorkAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(exception, "Dead letters could not be sent again; will try again");
            }
        }
    }

    /// <summary>Does whatever can be done now: for every job, and for dead letters that people have sent one by one.</summary>
    /// <returns>Whether results of a job have come.</returns>
    internal async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        var hasMoved = false;
        await using var scope = database.CreateScope(out var context);
        var jobs = await leases.FindAsync(context, cancellationToken);
        foreach (var ended in _paces.Keys.Except(jobs).ToList())
            _paces.Remove(ended);
        foreach (var job in jobs)
        {
            if (await leases.TryTakeAsync(context, job, cancellationToken))
                hasMoved |= await round.WorkAsync(job, await PaceOfAsync(context, job, cancellationToken), cancellationToken);
        }

        await outcomes.SettleSingleOnesAsync(context, time.GetStorableUtcNow(), cancellationToken);
        return hasMoved;
    }

    private async Task<RetryRate> PaceOfAsync(DbContext context, Guid retryJobId, CancellationToken cancellationToken)
    {
        if (_paces.TryGetValue(retryJobId, out var pace))
            return pace;
        var progress = await new RetryJobReader(context).FindAsync(retryJobId, cancellationToken);
        return _paces[retryJobId] = new RetryRate(progress?.Job.PerSecond, time.GetUtcNow());
    }
}
