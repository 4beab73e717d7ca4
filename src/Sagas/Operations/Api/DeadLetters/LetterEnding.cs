using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.Audit;
using Sagas.Durability.DeadLetters.Operations;

namespace Sagas.Operations.Api.DeadLetters;

/// <summary>Tells what happened to a dead letter that is no longer there.</summary>
internal static class LetterEnding
{
    public static async Task<ProblemHttpResult> DescribeAsync(
        Guid deadLetterId, LetterFate fate, AuditTrail audit, CancellationToken cancellationToken)
    {
        var filter = new AuditFilter { SubjectKind = AuditActions.Letter, SubjectId = deadLetterId.ToString() };
        var entries = (await audit.ReadAsync(filter, after: null, limit: 1, cancellationToken)).Items;
        var entry = entries.Count == 0 ? null : entries[0];
        return fate == LetterFate.NotFound && entry is null
            ? OperationsProblems.LetterNotFound(deadLetterId)
            : OperationsProblems.LetterGone(deadLetterId, entry);
    }
}
