using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Access.Callers;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.Tables;

namespace Sagas.Operations.Shell;

/// <summary>Problems that are about operations. Their <c>code</c> is part of the API: it never changes.</summary>
internal static class OperationsProblems
{
    /// <summary>No such dead letter.</summary>
    /// <param name="deadLetterId">The id that was asked for.</param>
    /// <returns>404.</returns>
    public static ProblemHttpResult LetterNotFound(Guid deadLetterId) => Problem(
        StatusCodes.Status404NotFound, "dead_letter_not_found", "Dead letter not found",
        $"There is no dead letter with the deadLetterId {deadLetterId}.");

    /// <summary>Somebody has dealt with the dead letter.</summary>
    /// <param name="deadLetterId">The dead letter.</param>
    /// <param name="entry">What the audit says about it.</param>
    /// <returns>409.</returns>
    public static ProblemHttpResult LetterGone(Guid deadLetterId, AuditEntry? entry) => Problem(
        StatusCodes.Status409Conflict, "dead_letter_gone", "The dead letter has already been dealt with",
        entry is null
            ? $"Dead letter {deadLetterId} was dealt with at the same moment. Nothing was done."
            : $"Dead letter {deadLetterId} is gone: {entry.Action} by {entry.Actor} at {entry.At:yyyy-MM-dd'T'HH:mm:ss'Z'}. Nothing was done.");

    /// <summary>An edited message is invalid.</summary>
    /// <param name="check">The result of checking it.</param>
    /// <returns>422.</returns>
    public static ProblemHttpResult MessageRefused(MessageCheck check) => TypedResults.Problem(
        "The receiving queue could not read the changed message. See errors for each JSON path that is not valid. Nothing was sent.",
        statusCode: StatusCodes.Status422UnprocessableEntity,
        title: "The changed message is not valid",
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["code"] = "message_refused",
            ["errors"] = check.Errors.GroupBy(error => error.Path, error => error.Error)
                .ToDictionary(errors => errors.Key, errors => errors.ToArray(), StringComparer.Ordinal),
        });

    /// <summary>A job without dead letters.</summary>
    /// <param name="leftOut">How many match that it is pointless to retry.</param>
    /// <returns>422.</returns>
    public static ProblemHttpResult NothingChosen(long leftOut) => Problem(
        StatusCodes.Status422UnprocessableEntity, "nothing_chosen", "No dead letter matches",
        leftOut == 0
            ? "No dead letter matches the filter. Nothing was started."
            : "It is pointless to retry any of the dead letters that match, because their sagas have ended or ignore them: "
                + $"{Shown.Count(leftOut)} were left out. Ask for them by \"pointless\": \"with\". Nothing was started.");

    /// <summary>No such job.</summary>
    /// <param name="retryJobId">The id that was asked for.</param>
    /// <returns>404.</returns>
    public static ProblemHttpResult JobNotFound(Guid retryJobId) => Problem(
        StatusCodes.Status404NotFound, "retry_job_not_found", "Retry job not found",
        $"There is no retry job with the retryJobId {retryJobId}.");

    /// <summary>The job's state does not allow it.</summary>
    /// <param name="job">The job.</param>
    /// <returns>409.</returns>
    public static ProblemHttpResult JobNotInState(RetryJob job) => Problem(
        StatusCodes.Status409Conflict, "retry_job_state", "The job's state does not allow this",
        $"Job {job.RetryJobId} is {job.State}. A job that is Running can be paused, one that is Paused or Stopped can be resumed, and any of these can be cancelled.");

    /// <summary>Text that the caller sees masked cannot be searched.</summary>
    /// <returns>403.</returns>
    public static ProblemHttpResult WordsAreMasked() => Problem(
        StatusCodes.Status403Forbidden, "words_are_masked", "The caller may not search for text here",
        $"The search would read text that is masked for the caller. {SeesSecrets} Nothing was searched.");

    /// <summary>Which role sees what is masked for others.</summary>
    public static string SeesSecrets { get; } =
        $"This requires the role {AccessPolicies.Roles(AccessPolicies.OperationsAct)[0]}.";

    /// <summary>No such entry.</summary>
    /// <param name="auditEntryId">The id that was asked for.</param>
    /// <returns>404.</returns>
    public static ProblemHttpResult EntryNotFound(Guid auditEntryId) => Problem(
        StatusCodes.Status404NotFound, "audit_entry_not_found", "Audit entry not found",
        $"There is no audit entry with the auditEntryId {auditEntryId}.");

    /// <summary>No such saga type.</summary>
    /// <param name="name">The name that was asked for.</param>
    /// <returns>404.</returns>
    public static ProblemHttpResult NoSuchKind(string name) => Problem(
        StatusCodes.Status404NotFound, "saga_type_not_found", "Unknown saga type", $"The service has no saga type {name}.");

    /// <summary>No such saga.</summary>
    /// <param name="sagaId">The id that was asked for.</param>
    /// <returns>404.</returns>
    public static ProblemHttpResult NoSuchSaga(Guid sagaId) => Problem(
        StatusCodes.Status404NotFound, "saga_not_found", "Saga not found",
        $"There is no saga of this type with the ID {sagaId}.");

    /// <summary>No such alert.</summary>
    /// <param name="alertId">The id that was asked for.</param>
    /// <returns>404.</returns>
    public static ProblemHttpResult NoSuchAlert(Guid alertId) => Problem(
        StatusCodes.Status404NotFound, "alert_not_found", "Alert not found", $"There is no alert with the ID {alertId}.");

    /// <summary>Somebody else was first.</summary>
    /// <param name="alertId">The alert.</param>
    /// <returns>409.</returns>
    public static ProblemHttpResult AlertIsNotOpen(Guid alertId) => Problem(
        StatusCodes.Status409Conflict, "alert_closed", "The alert is not open",
        $"Alert {alertId} has been acknowledged, or its saga has moved on.");

    /// <summary>There is nothing to take back.</summary>
    /// <param name="alertId">The alert.</param>
    /// <returns>409.</returns>
    public static ProblemHttpResult AlertIsNotAcknowledged(Guid alertId) => Problem(
        StatusCodes.Status409Conflict, "alert_not_acknowledged", "The alert is not acknowledged",
        $"Nobody has acknowledged alert {alertId}, its reminder is due, or its saga has moved on.");

    /// <summary>The saga does not accept the command in its state.</summary>
    /// <param name="sagaId">The saga.</param>
    /// <param name="state">The state that it is in.</param>
    /// <param name="states">The states in which it would accept it.</param>
    /// <returns>409.</returns>
    public static ProblemHttpResult SagaNotInState(Guid sagaId, string state, IEnumerable<string> states) => Problem(
        StatusCodes.Status409Conflict, "saga_state", "The saga's state does not allow this",
        $"Saga {sagaId} is in the state {state}; this is possible only in {string.Join(", ", states)}. Nothing was sent.");

    /// <summary>No such command.</summary>
    /// <param name="name">The name that was asked for.</param>
    /// <returns>404.</returns>
    public static ProblemHttpResult NoSuchCommand(string name) => Problem(
        StatusCodes.Status404NotFound, "saga_command_not_found", "Unknown command",
        $"Sagas of this type have no command {name}.");

    /// <summary>The timer has fired or was canceled, or never was one of the saga's.</summary>
    /// <param name="sagaId">The saga.</param>
    /// <param name="timerId">The id that was asked for.</param>
    /// <returns>409.</returns>
    public static ProblemHttpResult TimerGone(Guid sagaId, Guid timerId) => Problem(
        StatusCodes.Status409Conflict, "timer_gone", "The saga has no such timer",
        $"Saga {sagaId} has no timer {timerId}: it has fired or was cancelled. Nothing was done.");

    /// <summary>The timer is already firing.</summary>
    /// <param name="timerId">The timer.</param>
    /// <param name="dueAt">When it was due.</param>
    /// <returns>409.</returns>
    public static ProblemHttpResult TimerLeaves(Guid timerId, DateTimeOffset dueAt) => Problem(
        StatusCodes.Status409Conflict, "timer_leaves", "The timer is already firing",
        $"Timer {timerId} was due at {Shown.Iso(dueAt)} and is being sent. Nothing was done.");

    /// <summary>The service has no sample work.</summary>
    /// <returns>404.</returns>
    public static ProblemHttpResult NoSamples() => Problem(
        StatusCodes.Status404NotFound, "samples_not_found", "There are no samples", "This service has no sample work to create.");

    /// <summary>The caller may not create real work, and samples are handled like it.</summary>
    /// <param name="name">What the samples are called.</param>
    /// <param name="role">The role that is needed.</param>
    /// <returns>403.</returns>
    public static ProblemHttpResult SamplesNeedRole(string name, string role) => Problem(
        StatusCodes.Status403Forbidden, "forbidden", "The caller is not allowed to do this",
        $"Placing {name} requires the role {role}, too. Nothing was done.");

    /// <summary>Samples would cost money, or be told to real people.</summary>
    /// <param name="why">Why none are created, as a sentence.</param>
    /// <returns>409.</returns>
    public static ProblemHttpResult SamplesUnavailable(string why) => Problem(
        StatusCodes.Status409Conflict, "samples_unavailable", "Samples are not available here", $"{why} Nothing was done.");

    /// <summary>The service has fallen behind.</summary>
    /// <param name="http">The request.</param>
    /// <returns>503.</returns>
    public static ProblemHttpResult Overloaded(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "10";
        return Problem(
            StatusCodes.Status503ServiceUnavailable, "overloaded", "Too much work is waiting to be handled",
            "The service has fallen behind. Nothing was done; try again after the time in the header Retry-After.");
    }

    private static ProblemHttpResult Problem(int status, string code, string title, string detail) => TypedResults.Problem(
        detail, statusCode: status, title: title,
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code });
}
