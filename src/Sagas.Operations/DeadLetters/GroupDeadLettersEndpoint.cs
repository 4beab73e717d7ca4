using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Web.Problems;

namespace Sagas.Operations.DeadLetters;

/// <summary><c>GET /operations/dead-letters/groups</c>.</summary>
public static class GroupDeadLettersEndpoint
{
    /// <summary>Count dead letters by cause</summary>
    /// <remarks>Dead letters with the same queue, exception and message type form a group: they usually have the same cause.</remarks>
    /// <param name="endpoint">Only dead letters of this queue.</param>
    /// <param name="exceptionType">Only dead letters with this exception, by its full name.</param>
    /// <param name="messageType">Only messages of this type: its URN, or just its name, such as `ProcessPayment`.</param>
    /// <param name="sagaId">Only dead letters for this saga, or from one of its conversations.</param>
    /// <param name="conversationId">Only dead letters of this conversation.</param>
    /// <param name="text">Only dead letters whose reason or body contains this, 3 to 200 characters. Requires the role `operations.operator`.</param>
    /// <param name="from">Only messages dead-lettered at this time or later, ISO 8601.</param>
    /// <param name="to">Only messages dead-lettered before this time, ISO 8601.</param>
    /// <param name="letters">The dead letters.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <response code="200">The groups, largest first; at most 500.</response>
    /// <response code="400">A parameter is not valid; `errors` names it.</response>
    public static async Task<Results<Ok<DeadLetterGroups>, ValidationProblem>> HandleAsync(
        string? endpoint,
        string? exceptionType,
        string? messageType,
        string? sagaId,
        string? conversationId,
        string? text,
        string? from,
        string? to,
        DeadLetterReader letters,
        CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var filter = DeadLetterQueryReader.Read(endpoint, exceptionType, messageType, sagaId, conversationId, text, (from, to), errors);
        if (errors.Any)
            return errors.ToProblem();

        var groups = await letters.GroupsAsync(filter, cancellationToken);
        return TypedResults.Ok(new DeadLetterGroups([.. groups.Select(DeadLetterGroupView.Of)]));
    }
}
