using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.Registry;
using Sagas.Web.Problems;

namespace Sagas.Operations.DeadLetters;

/// <summary><c>GET /operations/dead-letters/groups</c>.</summary>
internal static class GroupDeadLettersEndpoint
{
    /// <summary>Count dead letters by cause</summary>
    /// <remarks>
    /// Dead letters with the same queue, exception and message type form a group: they usually have the same cause. Those that
    /// are being retried are counted separately. A group tells what depends on it: how many sagas, and how much money in those
    /// for which it may help to retry.
    /// </remarks>
    /// <param name="filter">Which dead letters.</param>
    /// <param name="groups">Reads the groups.</param>
    /// <param name="pointless">Tells which dead letters it is pointless to retry.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">The groups, the one with most to decide about first; at most 500.</response>
    /// <response code="400">A parameter is not valid; `errors` names it.</response>
    public static async Task<Results<Ok<DeadLetterGroups>, ValidationProblem>> HandleAsync(
        [AsParameters] ListedDeadLetters filter,
        GroupsOfLetters groups,
        PointlessDeadLetters pointless,
        HttpContext http)
    {
        var errors = new FieldErrors();
        var asked = filter.ToQuery(errors);
        if (errors.Any)
            return errors.ToProblem();

        var found = await groups.ReadAsync(http, asked.Knowing(pointless));
        return TypedResults.Ok(new DeadLetterGroups([.. found.Select(DeadLetterGroupView.Of)]));
    }
}
