using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.Audit;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Tables;
using Sagas.Operations.Shell;

namespace Sagas.Operations.DeadLetters;

/// <summary>Explains what happened to a dead letter that no longer exists.</summary>
internal static class DeadLetterProblems
{
    public static async Task<ProblemHttpResult> DescribeAsync(
        Guid deadLetterId, DeadLetterStatus fate, AuditTrail audit, CancellationToken cancellationToken)
    {
        var filter = new AuditQuery { SubjectKind = AuditActions.DeadLetter, SubjectId = deadLetterId.ToString() };
        var entries = (await audit.ReadAsync(filter, after: null, limit: 1, cancellationToken)).Items;
        var entry = entries.Count == 0 ? null : entries[0];
        return fate == DeadLetterStatus.NotFound && entry is null
            ? OperationsProblems.LetterNotFound(deadLetterId)
            : OperationsProblems.LetterGone(deadLetterId, entry);
    }
}
