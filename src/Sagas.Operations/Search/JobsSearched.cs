using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Registry;
using Sagas.Durability.Tables;
using Sagas.Operations.Shell;

namespace Sagas.Operations.Search;

/// <summary>Looks for retry jobs, by their ids.</summary>
internal sealed class JobsSearched(DbContext db)
{
    private const int Most = 10_000;

    /// <summary>Looks for them.</summary>
    public async Task FindAsync(SearchTerm term, Findings findings, CancellationToken cancellationToken)
    {
        if (term.Digits is null)
            return;
        var jobs = db.Set<RetryJob>().AsNoTracking();
        var found = await IdsFound.AmongAsync(
            jobs.OrderByDescending(job => job.StartedAt).ThenByDescending(job => job.RetryJobId).Take(Most + 1)
                .Select(job => new { job.RetryJobId, job.StartedAt }).AsAsyncEnumerable()
                .Select(job => (job.RetryJobId, (DateTimeOffset?)job.StartedAt)),
            id => term.IsIn(id), (Most, Findings.Most), cancellationToken);
        var shown = await jobs.Where(job => found.Ids.Contains(job.RetryJobId))
            .Select(job => new { job.RetryJobId, job.State, job.Actor, job.StartedAt }).ToListAsync(cancellationToken);
        foreach (var job in shown.OrderByDescending(job => job.StartedAt))
            findings.Add(new FoundView(
                "retry-job", job.RetryJobId.ToString(), $"by {job.Actor}", job.State.ToString(), job.StartedAt, "ID",
                Links.Job(job.RetryJobId)[1..]));
        findings.Tell("Retry jobs, by their IDs", Findings.Range(found.Looked, found.IsAll, found.BackTo));
    }
}
