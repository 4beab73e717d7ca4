using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Durability.Tables;
using Sagas.Operations.Shell;

namespace Sagas.Operations.Audit;

/// <summary>What a retry job has come to, in the one entry that stands for all it did.</summary>
/// <param name="Total">How many dead letters were selected.</param>
/// <param name="Retried">How many were sent: each has an entry of its own.</param>
/// <param name="Succeeded">How many were handled.</param>
/// <param name="FailedAgain">How many are dead letters again.</param>
/// <param name="Sent">How many were sent and have no result yet.</param>
/// <param name="Waiting">How many have not been sent.</param>
/// <param name="Gone">How many somebody else had already dealt with.</param>
/// <param name="Unknown">For how many there was no result for too long.</param>
internal record JobSummary(
    int Total, int Retried, int Succeeded, int FailedAgain, int Sent, int Waiting, int Gone, int Unknown)
{
    /// <summary>Finds the jobs whose starts are among some entries.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="jobs">The jobs.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The jobs, by their ids.</returns>
    public static async Task<IReadOnlyDictionary<string, RetryJobProgress>> ReadAsync(
        IEnumerable<AuditEntry> entries, RetryJobReader jobs, CancellationToken cancellationToken)
    {
        var ids = entries.Where(entry => entry.Action == AuditActions.JobStarted).Select(entry => Guid.Parse(entry.SubjectId));
        return (await jobs.FindAsync([.. ids], cancellationToken))
            .ToDictionary(job => job.Job.RetryJobId.ToString(), StringComparer.Ordinal);
    }

    /// <summary>Summarizes a job.</summary>
    /// <param name="job">The job.</param>
    public static JobSummary Of(RetryJobProgress job)
    {
        var (waiting, gone) = (job.Of(RetryItemState.Waiting), job.Of(RetryItemState.Gone));
        return new JobSummary(
            job.Job.Total, job.Job.Total - waiting - gone, job.Of(RetryItemState.Succeeded), job.Of(RetryItemState.FailedAgain),
            job.Of(RetryItemState.Sent), waiting, gone, job.Of(RetryItemState.Unknown));
    }

    /// <summary>The same in words: <c>133 dead letters, 120 succeeded, 13 failed again</c>.</summary>
    public string InWords()
    {
        var parts = new List<string>
        {
            Total == 1 ? "1 dead letter" : $"{Shown.Count(Total)} dead letters",
            $"{Shown.Count(Succeeded)} succeeded",
            $"{Shown.Count(FailedAgain)} failed again",
        };
        (int Count, string Words)[] rest =
        [
            (Sent, "awaiting result"), (Waiting, "not sent yet"), (Gone, "dealt with by someone else"),
            (Unknown, "without a result in time"),
        ];
        parts.AddRange(rest.Where(part => part.Count > 0).Select(part => $"{Shown.Count(part.Count)} {part.Words}"));
        return string.Join(", ", parts);
    }
}
