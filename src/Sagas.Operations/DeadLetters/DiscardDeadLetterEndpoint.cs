using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.Audit;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.DeadLetters;

/// <summary><c>POST /operations/dead-letters/{deadLetterId}/discard</c>.</summary>
internal static class DiscardDeadLetterEndpoint
{
    /// <summary>Discard a dead letter</summary>
    /// <remarks>
    /// Removes the dead letter for good. The audit keeps all of it, with the reason. The message will not be handled.
    /// </remarks>
    /// <param name="deadLetterId">The dead letter.</param>
    /// <param name="request">Why.</param>
    /// <param name="desk">Deals with dead letters.</param>
    /// <param name="audit">Says what happened to a dead letter that is gone.</param>
    /// <param name="http">The request.</param>
    /// <response code="204">The dead letter was discarded.</response>
    /// <response code="400">The reason is missing or not valid.</response>
    /// <response code="404">There is no such dead letter.</response>
    /// <response code="409">Somebody else has already dealt with the dead letter; the detail says who, and how.</response>
    /// <response code="413">The body is too large.</response>
    /// <response code="415">The body is not JSON.</response>
    public static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Guid deadLetterId, ReasonRequest? request, DeadLetterService desk, AuditTrail audit, HttpContext http)
    {
        var errors = new FieldErrors();
        if (http.ActingFor(request?.Reason, errors) is not { } by)
            return errors.ToProblem();

        var outcome = await desk.DiscardAsync(deadLetterId, by, http.RequestAborted);
        return outcome.Status == DeadLetterStatus.Done
            ? TypedResults.NoContent()
            : await DeadLetterProblems.DescribeAsync(deadLetterId, outcome.Status, audit, http.RequestAborted);
    }
}
