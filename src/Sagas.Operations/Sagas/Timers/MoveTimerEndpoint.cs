using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.Registry;
using Sagas.Durability.Tables;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.Sagas.Timers;

/// <summary><c>POST /operations/sagas/{type}/{sagaId}/timers/{timerId}/move</c>.</summary>
internal static class MoveTimerEndpoint
{
    /// <summary>Move a timer</summary>
    /// <remarks>
    /// The timer fires at a different time, earlier or later. If its message has a time to live, that begins when it fires.
    /// </remarks>
    /// <param name="type">The type's name.</param>
    /// <param name="sagaId">The saga.</param>
    /// <param name="timerId">The timer, given as `timerId` among the messages that the saga is waiting for.</param>
    /// <param name="request">To when, and why.</param>
    /// <param name="http">The request.</param>
    /// <response code="204">The timer was moved.</response>
    /// <response code="400">The reason or the time is missing or not valid; `errors` names the field.</response>
    /// <response code="404">There is no such type or saga.</response>
    /// <response code="409">The timer is being sent, has fired, or was canceled. Nothing was done.</response>
    /// <response code="413">The body is too large.</response>
    /// <response code="415">The body is not JSON.</response>
    public static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> HandleAsync(
        string type, Guid sagaId, Guid timerId, MoveTimerRequest? request, HttpContext http)
    {
        var errors = new FieldErrors();
        var by = http.ActingFor(request?.Reason, errors);
        var dueAt = DueTime.Read(request?.DueAt, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), errors);
        if (by is null || errors.Any)
            return errors.ToProblem();
        if (http.RequestServices.GetRequiredService<SagaRegistry>().Find(type) is not { } kind)
            return OperationsProblems.NoSuchKind(type);

        var timers = http.RequestServices.GetRequiredService<SagaTimerService>();
        var outcome = await timers.MoveAsync(kind, sagaId, timerId, dueAt, by, http.RequestAborted);
        return TimerProblems.Of(outcome, sagaId, timerId) is { } problem ? problem : TypedResults.NoContent();
    }
}

/// <summary>The time to which a timer is moved, and why.</summary>
internal record MoveTimerRequest
{
    /// <summary>Why, in the operator's own words.</summary>
    /// <example>The provider needs another hour</example>
    [StringLength(AuditEntry.LongestReason, MinimumLength = 1)]
    public string? Reason { get; init; }

    /// <summary>When it fires instead: later than now, and within 365 days; ISO 8601 with a time zone.</summary>
    /// <example>2026-01-31T10:30:00Z</example>
    public string? DueAt { get; init; }
}
