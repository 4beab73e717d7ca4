using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Orders.Api;

namespace Sagas.Operations.Api.DeadLetters;

/// <summary><c>GET /operations/dead-letters/groups</c>.</summary>
public static class GroupDeadLettersEndpoint
{
    /// <summary>Count dead letters by kind</summary>
    /// <remarks>Letters of the same queue, exception and message type are of a kind: most often they have one cause.</remarks>
    /// <param name="endpoint">Only letters of this queue.</param>
    /// <param name="exceptionType">Only letters with this exception, by its full name.</param>
    /// <param name="messageType">Only messages of this type: its URN, or its name alone such as `ProcessPayment`.</param>
    /// <param name="sagaId">Only letters for this saga, or from one of its conversations.</param>
    /// <param name="conversationId">Only letters of this conversation.</param>
    /// <param name="text">Only letters whose reason or body contain this, 3 to 200 characters. Needs the role `operations.operator`.</param>
    /// <param name="from">Only letters given up at this time or later, ISO 8601.</param>
    /// <param name="to">Only letters given up before this time, ISO 8601.</param>
    /// <param name="letters">The dead letters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <response code="200">The kinds, the largest first; at most 500.</response>
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
        var filter = DeadLetterFilterReader.Read(endpoint, exceptionType, messageType, sagaId, conversationId, text, (from, to), errors);
        if (errors.Any)
            return errors.ToProblem();

        var groups = await letters.GroupsAsync(filter, cancellationToken);
        return TypedResults.Ok(new DeadLetterGroups([.. groups.Select(DeadLetterGroupView.Of)]));
    }
}
