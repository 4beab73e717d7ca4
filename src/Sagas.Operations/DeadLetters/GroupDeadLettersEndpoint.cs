using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Operations.Redaction;
using Sagas.Web.Problems;

namespace Sagas.Operations.DeadLetters;

/// <summary><c>GET /operations/dead-letters/groups</c>.</summary>
internal static class GroupDeadLettersEndpoint
{
    /// <summary>Count dead letters by cause</summary>
    /// <remarks>
    /// Dead letters with the same queue, exception and message type form a group: they usually have the same cause. Those that
    /// are being retried are counted separately.
    /// </remarks>
    /// <param name="filter">Which dead letters.</param>
    /// <param name="deadLetters">The dead letters.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">The groups, the one with most to decide about first; at most 500.</response>
    /// <response code="400">A parameter is not valid; `errors` names it.</response>
    public static async Task<Results<Ok<DeadLetterGroups>, ValidationProblem>> HandleAsync(
        [AsParameters] ListedDeadLetters filter,
        DeadLetterReader deadLetters,
        HttpContext http)
    {
        var errors = new FieldErrors();
        var asked = filter.ToQuery(errors);
        if (errors.Any)
            return errors.ToProblem();

        var groups = await deadLetters.GroupsAsync(asked, http.RequestAborted);
        return TypedResults.Ok(new DeadLetterGroups([.. DeadLetterRedactor.For(http, groups).Select(DeadLetterGroupView.Of)]));
    }
}
