using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Web.Problems;

namespace Sagas.Operations.Search;

/// <summary>The search in everything, for programs.</summary>
internal static class SearchApi
{
    /// <summary>Maps the route.</summary>
    /// <param name="reads">The group of routes that only read.</param>
    public static void MapSearch(RouteGroupBuilder reads) =>
        reads.MapGet("/search", FindAsync).WithName("Search").WithTags("Search");

    /// <summary>Search everything</summary>
    /// <remarks>
    /// Finds sagas, dead letters, retry jobs, messages and traces by an ID or by at least six digits of one, and sagas by any
    /// part of what their type lets be searched (for an order the customer, the e-mail address and the reason). Where there is
    /// no index, only the newest are looked at; `searched` tells how far back. What is masked for the caller is not searched.
    /// </remarks>
    /// <param name="q">What to look for, 3 to 200 characters.</param>
    /// <param name="searcher">Looks for it.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">What was found, and what was searched.</response>
    /// <response code="400">The parameter is not valid; `errors` names it.</response>
    internal static async Task<Results<Ok<SearchView>, ValidationProblem>> FindAsync(
        string? q, Searcher searcher, HttpContext http)
    {
        var errors = new FieldErrors();
        return SearchTerm.Read(q, errors) is { } term
            ? TypedResults.Ok(await searcher.FindAsync(term, http))
            : errors.ToProblem();
    }
}
