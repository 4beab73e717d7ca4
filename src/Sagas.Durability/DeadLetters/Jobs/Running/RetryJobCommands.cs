using Sagas.Durability.Commit;
using Sagas.Durability.Databases;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Jobs.Running;

/// <summary>Units of work of jobs: to change a job's state with an audit entry, and to send a dead letter of a job.</summary>
internal sealed class RetryJobCommands(DurableDatabase database, DeadLetterCommands deadLetters, TimeProvider time)
{
    public static (string Kind, string Id) SubjectOf(Guid retryJobId) => (AuditActions.Job, retryJobId.ToString());

    /// <summary>Changes the job's state, unless it is no longer in the one that was read.</summary>
    public UnitOfWork Change(RetryJobProgress progress, RetryJobState to, string action, AuditedBy by)
    {
        var (job, table) = (progress.Job, database.Table(typeof(RetryJob)));
        var now = time.GetStorableUtcNow();
        var isGoingOn = to == RetryJobState.Running;
        (string Property, object? Value)[] values =
        [
            (nameof(RetryJob.State), to),
            // What was sent is followed until its result is known in any case.
            (nameof(RetryJob.IsOpen), job.IsOpen || isGoingOn),
            (nameof(RetryJob.Forgiven), isGoingOn ? progress.Of(RetryItemState.FailedAgain) : job.Forgiven),
            (nameof(RetryJob.EndedAt), to == RetryJobState.Cancelled ? now : null),
        ];
        var unit = new UnitOfWork();
        unit.Rows.Add(RowWrite.Change(table, job.RetryJobId.ToString(), table.Statements.Update(
            [.. values.Select(value => table[value.Property])], values.Select(value => value.Value),
            [.. table.Key, table[nameof(RetryJob.State)]], [job.RetryJobId, job.State])));
        unit.Rows.Add(RowWrite.New(database, AuditEntry.New(
            time, by, action, SubjectOf(job.RetryJobId), before: new { job.State }, after: new { State = to, progress.Counts })));
        return unit;
    }

    /// <summary>Sends a dead letter, unless it is gone or has already been sent.</summary>
    public UnitOfWork Send(RetryJob job, DeadLetter deadLetter)
    {
        var entry = AuditEntry.New(
            time, new AuditedBy(job.Actor, job.Reason), AuditActions.DeadLetterRetried,
            (AuditActions.DeadLetter, deadLetter.DeadLetterId.ToString()),
            deadLetter.SagaId, DeadLetterRecord.Short(deadLetter), after: new { job.RetryJobId }, retryJobId: job.RetryJobId);
        var unit = deadLetters.Retry(deadLetter, edit: null, entry);
        var table = database.Table(typeof(RetryJobItem));
        (string Property, object? Value)[] values =
        [
            (nameof(RetryJobItem.State), RetryItemState.Sent),
            (nameof(RetryJobItem.SentAt), time.GetStorableUtcNow()),
            (nameof(RetryJobItem.MessageId), unit.Outgoing[0].MessageId),
        ];
        unit.Rows.Add(RowWrite.Change(table, $"{job.RetryJobId}|{deadLetter.DeadLetterId}", table.Statements.Update(
            [.. values.Select(value => table[value.Property])], values.Select(value => value.Value),
            [.. table.Key, table[nameof(RetryJobItem.State)]],
            [job.RetryJobId, deadLetter.DeadLetterId, RetryItemState.Waiting])));
        return unit;
    }
}
