using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.Registry;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.Sagas;

/// <summary><c>POST /operations/sagas/{type}/{sagaId}/commands/{command}</c>.</summary>
internal static class TellSagaEndpoint
{
    /// <summary>Send a command to a saga</summary>
    /// <remarks>
    /// Sends one of the commands listed for the type. The answer 202 means that the command is stored and will be considered; a
    /// saga that moves on at the same moment may ignore it.
    /// </remarks>
    /// <param name="type">The type's name.</param>
    /// <param name="sagaId">The saga.</param>
    /// <param name="command">The command's name.</param>
    /// <param name="request">Why.</param>
    /// <param name="http">The request.</param>
    /// <response code="202">The command is on its way.</response>
    /// <response code="400">The reason is missing or not valid.</response>
    /// <response code="404">There is no such type, saga or command.</response>
    /// <response code="409">The saga does not accept the command in its state.</response>
    /// <response code="413">The body is too large.</response>
    /// <response code="415">The body is not JSON.</response>
    public static async Task<Results<Accepted, ValidationProblem, ProblemHttpResult>> HandleAsync(
        string type, Guid sagaId, string command, ReasonRequest? request, HttpContext http)
    {
        var errors = new FieldErrors();
        if (http.ActingFor(request?.Reason, errors) is not { } by)
            return errors.ToProblem();
        if (http.RequestServices.GetRequiredService<SagaRegistry>().Find(type) is not { } kind)
            return OperationsProblems.NoSuchKind(type);
        if (kind.Commands.FirstOrDefault(known => known.Name == command) is not { } known)
            return OperationsProblems.NoSuchCommand(command);

        var desk = http.RequestServices.GetRequiredService<SagaCommandService>();
        return await desk.TellAsync(kind, sagaId, known, by, http.RequestAborted) switch
        {
            null => OperationsProblems.NoSuchSaga(sagaId),
            var state when known.States.Contains(state) =>
                TypedResults.Accepted(new Uri($"/operations/sagas/{kind.Name}/{sagaId}", UriKind.Relative)),
            var state => OperationsProblems.SagaNotInState(sagaId, state, known.States),
        };
    }
}
