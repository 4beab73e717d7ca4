using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.Registry;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.Sagas.Timers;

/// <summary><c>POST /operations/sagas/{type}/{sagaId}/timers/{timerId}/fire</c>.</summary>
internal static class FireTimerEndpoint
{
    /// <summary>Fire a timer</summary>
    /// <remarks>
    /// The timer is due at once, and its message is sent within the poll interval of the outbox. The saga does what it would have
    /// done later. If two callers fire it, one is told that it is already due.
    /// </remarks>
    /// <param name="type">The type's name.</param>
    /// <param name="sagaId">The saga.</param>
    /// <param name="timerId">The timer, given as `timerId` among the messages that the saga is waiting for.</param>
    /// <param name="request">Why.</param>
    /// <param name="http">The request.</param>
    /// <response code="202">The timer is due.</response>
    /// <response code="400">The reason is missing or not valid.</response>
    /// <response code="404">There is no such type or saga.</response>
    /// <response code="409">The timer is already due, has fired, or was canceled. Nothing was done.</response>
    /// <response code="413">The body is too large.</response>
    /// <response code="415">The body is not JSON.</response>
    public static async Task<Results<Accepted, ValidationProblem, ProblemHttpResult>> HandleAsync(
        string type, Guid sagaId, Guid timerId, ReasonRequest? request, HttpContext http)
    {
        var errors = new FieldErrors();
        if (http.ActingFor(request?.Reason, errors) is not { } by)
            return errors.ToProblem();
        if (http.RequestServices.GetRequiredService<SagaRegistry>().Find(type) is not { } kind)
            return OperationsProblems.NoSuchKind(type);

        var timers = http.RequestServices.GetRequiredService<SagaTimerService>();
        var outcome = await timers.FireAsync(kind, sagaId, timerId, by, http.RequestAborted);
        return TimerProblems.Of(outcome, sagaId, timerId) is { } problem
            ? problem
            : TypedResults.Accepted(new Uri($"/operations/sagas/{kind.Name}/{sagaId}", UriKind.Relative));
    }
}
