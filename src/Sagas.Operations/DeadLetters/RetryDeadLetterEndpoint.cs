using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.Audit;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.DeadLetters;

/// <summary><c>POST /operations/dead-letters/{deadLetterId}/retry</c>.</summary>
internal static class RetryDeadLetterEndpoint
{
    /// <summary>Retry a dead letter</summary>
    /// <remarks>
    /// Sends the message to its queue again, as it is or changed, and removes the dead letter, both in one transaction. The
    /// message keeps its id: consumers that have handled it skip it, and the one that failed handles it again, with all its
    /// retries. If it fails again, it becomes a new dead letter. A changed message must be one that its queue can read; the
    /// audit keeps it as it was before and after. A change needs a reason.
    /// </remarks>
    /// <param name="deadLetterId">The dead letter.</param>
    /// <param name="request">Why, and what is changed; optional.</param>
    /// <param name="desk">Deals with dead letters.</param>
    /// <param name="audit">Says what happened to a dead letter that is gone.</param>
    /// <param name="http">The request.</param>
    /// <response code="202">The message is on its way.</response>
    /// <response code="400">The request is not valid.</response>
    /// <response code="404">There is no such dead letter.</response>
    /// <response code="409">Somebody else has already dealt with the dead letter; the detail says who, and how.</response>
    /// <response code="413">The body is too large.</response>
    /// <response code="415">The body is not JSON.</response>
    /// <response code="422">The changed message is not valid; `errors` names the JSON path.</response>
    public static async Task<Results<Accepted<RetriedDeadLetter>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Guid deadLetterId, EditRequest? request, DeadLetterService desk, AuditTrail audit, HttpContext http)
    {
        var errors = new FieldErrors();
        var edit = request?.ToEdit();
        if (http.ActingFor(request?.Reason, errors, isOptional: edit is null) is not { } by)
            return errors.ToProblem();

        var outcome = await desk.RetryAsync(deadLetterId, edit, by, http.RequestAborted);
        return outcome.Status switch
        {
            DeadLetterStatus.Done => TypedResults.Accepted(
                (string?)null,
                new RetriedDeadLetter(
                    deadLetterId, outcome.DeadLetter!.Endpoint, outcome.MessageId!.Value, outcome.Check?.CheckedAs,
                    outcome.Check?.NotChecked ?? [])),
            DeadLetterStatus.Refused => OperationsProblems.MessageRefused(outcome.Check!),
            _ => await DeadLetterProblems.DescribeAsync(deadLetterId, outcome.Status, audit, http.RequestAborted),
        };
    }
}

/// <summary>A dead letter that is on its way to its queue again.</summary>
/// <param name="DeadLetterId">The dead letter, which is gone.</param>
/// <param name="Endpoint">The queue.</param>
/// <param name="MessageId">The message's id, which consumers that have already handled it recognize.</param>
/// <param name="CheckedAs">
/// The message type as which the changed message can be read; null if nothing was changed, or its types are unknown here.
/// </param>
/// <param name="NotChecked">Message types of the changed message that this service does not know.</param>
internal record RetriedDeadLetter(
    Guid DeadLetterId, string Endpoint, Guid MessageId, string? CheckedAs, IReadOnlyList<string> NotChecked);
