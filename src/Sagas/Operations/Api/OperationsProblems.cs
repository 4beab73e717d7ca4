using Microsoft.AspNetCore.Http.HttpResults;

namespace Sagas.Operations.Api;

/// <summary>The problems that are about operations. Their <c>code</c> is part of the API: it never changes.</summary>
public static class OperationsProblems
{
    /// <summary>No such type of sagas.</summary>
    /// <param name="name">What was asked for.</param>
    /// <returns>404.</returns>
    public static ProblemHttpResult NoSuchKind(string name) => Problem(
        StatusCodes.Status404NotFound, "saga_type_not_found", "There are no such sagas", $"The service knows no sagas of the type {name}.");

    /// <summary>No such saga.</summary>
    /// <param name="sagaId">What was asked for.</param>
    /// <returns>404.</returns>
    public static ProblemHttpResult NoSuchSaga(Guid sagaId) => Problem(
        StatusCodes.Status404NotFound, "saga_not_found", "There is no such saga", $"No saga of this type has the id {sagaId}.");

    /// <summary>No such alert.</summary>
    /// <param name="alertId">What was asked for.</param>
    /// <returns>404.</returns>
    public static ProblemHttpResult NoSuchAlert(Guid alertId) => Problem(
        StatusCodes.Status404NotFound, "alert_not_found", "There is no such alert", $"No alert has the id {alertId}.");

    /// <summary>Somebody else was first.</summary>
    /// <param name="alertId">The alert.</param>
    /// <returns>409.</returns>
    public static ProblemHttpResult AlertIsClosed(Guid alertId) => Problem(
        StatusCodes.Status409Conflict, "alert_closed", "The alert is closed", $"Somebody has taken notice of alert {alertId}, or the saga has moved.");

    private static ProblemHttpResult Problem(int status, string code, string title, string detail) => TypedResults.Problem(
        detail, statusCode: status, title: title, extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code });
}
