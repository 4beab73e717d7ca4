using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Operations.Shell;
using Sagas.Web.Lists;
using Sagas.Web.Problems;

namespace Sagas.Operations.RetryJobs;

/// <summary><c>GET /operations/retry-jobs</c>.</summary>
internal static class ListRetryJobsEndpoint
{
    /// <summary>List retry jobs</summary>
    /// <remarks>Newest first, page by page: pass `next` of one page as `cursor` to get the next one.</remarks>
    /// <param name="cursor">Where to continue: `next` of the previous page.</param>
    /// <param name="limit">How many jobs, 1 to 200; the default is 50.</param>
    /// <param name="jobs">The jobs.</param>
    /// <param name="waits">Tells what they wait for.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">A page; `next` is null on the last one.</response>
    /// <response code="400">A parameter is not valid; `errors` names it.</response>
    public static async Task<Results<Ok<PageView<RetryJobView>>, ValidationProblem>> HandleAsync(
        string? cursor, string? limit, RetryJobReader jobs, RetryJobWaits waits, HttpContext http)
    {
        var errors = new FieldErrors();
        var query = new QueryReader(errors);
        var (after, count) = (query.Cursor(cursor).ToPlace(), query.Limit(limit));
        if (errors.Any)
            return errors.ToProblem();

        var page = await jobs.ReadAsync(after, count, http.RequestAborted);
        var items = new List<RetryJobView>();
        foreach (var job in page.Items)
            items.Add(await waits.ViewAsync(job, http));
        return TypedResults.Ok(new PageView<RetryJobView>(items, PageCursor.Write(page.Next)));
    }
}
