using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Web.Problems;

namespace Sagas.Operations.Minutes;

/// <summary>The past, for programs.</summary>
internal static class HistoryApi
{
    /// <summary>Maps the routes.</summary>
    /// <param name="reads">The group of routes that only read.</param>
    public static void MapHistory(RouteGroupBuilder reads)
    {
        reads.MapGet("/history", GetAsync).WithName("GetHistory").WithTags("Sagas");
        reads.MapGet("/summary", SummaryEndpoint.HandleAsync).WithName("GetSummary").WithTags("Sagas")
            .Produces<SummaryView>(StatusCodes.Status200OK, "application/json", "text/plain");
    }

    /// <summary>What happened recently</summary>
    /// <remarks>
    /// How many sagas started and ended, how many messages became dead letters and how many sagas were stuck, as it is recorded
    /// in the database for every minute, whether or not anybody looked. Minutes are kept for 8 days. Those in which no process
    /// ran are recorded by the next one, and the latest are counted again, because some steps are stored late.
    /// </remarks>
    /// <param name="range">`1h` (by minutes), `24h` (by 10 minutes) or `7d` (by hours); the default is `1h`.</param>
    /// <param name="history">The history.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <response code="200">What happened.</response>
    /// <response code="400">The parameter is not valid; `errors` names it.</response>
    internal static async Task<Results<Ok<HistoryView>, ValidationProblem>> GetAsync(
        string? range, RecordedHistory history, CancellationToken cancellationToken)
    {
        if (HistoryRange.Find(range) is { } known)
            return TypedResults.Ok(await history.ReadAsync(known, cancellationToken));
        var errors = new FieldErrors();
        errors.Add("range", $"Must be one of {string.Join(", ", HistoryRange.All.Select(range => range.Name))}.");
        return errors.ToProblem();
    }
}
