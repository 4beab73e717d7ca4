using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Sagas.Durability.Databases;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Commit;

/// <summary>
/// Commits a group in one transaction. Units that meet a duplicate or a conflict are set aside, and the others start
/// over without them. If a statement fails, every unit continues alone, so that only the one at fault fails.
/// </summary>
internal sealed class GroupTransaction(DatabaseSessions sessions, GroupWriter writer, ILogger<GroupTransaction> logger)
{
    private enum Ending
    {
        Committed,
        SetAside,
        Unclear,
        Refused,
    }

    /// <summary>Commits each unit or records why it was not committed. It never throws.</summary>
    public async Task CommitAsync(IReadOnlyList<WaitingUnit> group, CancellationToken cancellationToken)
    {
        try
        {
            if (await CommitTogetherAsync(group, cancellationToken))
                return;
        }
        catch (Exception exception)
        {
            logger.LogWarning(exception, "A group of {Count} units of work was not committed", group.Count);
            foreach (var waiting in group.Where(waiting => waiting.Outcome == CommitOutcome.Pending))
                waiting.Failure = exception;
            return;
        }

        foreach (var waiting in group.Where(waiting => waiting.Outcome == CommitOutcome.Pending))
            await CommitAloneAsync(waiting, cancellationToken);
    }

    /// <returns>False if a statement failed but the database can still be used.</returns>
    private async Task<bool> CommitTogetherAsync(IReadOnlyList<WaitingUnit> group, CancellationToken cancellationToken)
    {
        var (left, care) = (group, WriteStrategy.Together);
        while (left.Count > 0)
        {
            var ending = await TryCommitAsync(left, care, cancellationToken);
            if (ending is Ending.Committed or Ending.Refused)
                return ending == Ending.Committed;
            if (ending == Ending.Unclear)
                care = WriteStrategy.Singly;
            left = [.. left.Where(waiting => waiting.Outcome == CommitOutcome.Pending)];
        }

        return true;
    }

    private async Task CommitAloneAsync(WaitingUnit waiting, CancellationToken cancellationToken)
    {
        try
        {
            await TryCommitAsync([waiting], WriteStrategy.ClaimsFirst, cancellationToken);
        }
        catch (Exception exception)
        {
            logger.LogWarning(exception, "A unit of work was not committed");
            waiting.Failure = exception;
        }
    }

    private async Task<Ending> TryCommitAsync(
        IReadOnlyList<WaitingUnit> group, WriteStrategy care, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        var ending = await sessions.UseAsync(
            session => TryCommitAsync(session, group, care, cancellationToken), cancellationToken);
        if (ending == Ending.Committed)
            Note(group, begin);
        return ending;
    }

    private async Task<Ending> TryCommitAsync(
        DatabaseSession session, IReadOnlyList<WaitingUnit> group, WriteStrategy care, CancellationToken cancellationToken)
    {
        await using var begun = await session.Context.Database.BeginTransactionAsync(cancellationToken);
        var transaction = begun.GetDbTransaction();
        CommitOutcome[]? outcomes;
        try
        {
            outcomes = await writer.WriteAsync(
                [.. group.Select(waiting => waiting.Unit)], transaction, session.Commands, care, cancellationToken);
        }
        catch (Exception exception) when (care != WriteStrategy.ClaimsFirst && !cancellationToken.IsCancellationRequested)
        {
            // If the connection has been lost, this fails as well, and there is no point in trying the units one by one.
            await transaction.RollbackAsync(cancellationToken);
            logger.LogDebug(exception, "A group of {Count} units of work is being committed one by one", group.Count);
            return Ending.Refused;
        }

        if (outcomes is null)
        {
            await transaction.RollbackAsync(cancellationToken);
            return Ending.Unclear;
        }

        for (var i = 0; i < outcomes.Length; i++)
            group[i].Outcome = outcomes[i];
        if (!Array.TrueForAll(outcomes, outcome => outcome == CommitOutcome.Pending))
        {
            await transaction.RollbackAsync(cancellationToken);
            return Ending.SetAside;
        }

        Reach(FailPoint.GroupWritten, FailPoint.DeadLetterWritten, group);
        await transaction.CommitAsync(cancellationToken);
        foreach (var waiting in group)
            waiting.Outcome = CommitOutcome.Committed;
        Reach(FailPoint.GroupCommitted, FailPoint.DeadLetterCommitted, group);
        return Ending.Committed;
    }

    private static void Reach(FailPoint reached, FailPoint withDeadLetter, IReadOnlyList<WaitingUnit> group)
    {
        FailPoints.Reach(reached);
        FailPoints.Reach(withDeadLetter, group, static waiting => waiting.Unit.DeadLetters.Count > 0);
    }

    private static void Note(IReadOnlyList<WaitingUnit> group, long begin)
    {
        DurabilityMetrics.CommitDuration.Record(Stopwatch.GetElapsedTime(begin).TotalSeconds);
        DurabilityMetrics.CommitGroupSize.Record(group.Count);
        foreach (var waiting in group)
            waiting.GroupSize = group.Count;
    }
}
