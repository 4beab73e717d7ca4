using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Durability.Paging;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.RetryJobs;

/// <summary><c>GET /operations/retry-jobs/export</c>.</summary>
internal static class ExportRetryJobsEndpoint
{
    /// <summary>Export retry jobs</summary>
    /// <remarks>
    /// All retry jobs, newest first. What is masked for the caller is masked here, too. In CSV, a cell that a spreadsheet would
    /// take for a formula begins with an apostrophe.
    /// </remarks>
    /// <param name="format">`ndjson` (one JSON object per line, the default) or `csv`.</param>
    /// <param name="bom">`true` lets a CSV file begin with a byte-order mark.</param>
    /// <param name="jobs">The jobs.</param>
    /// <param name="waits">Tells what they wait for.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">The jobs.</response>
    /// <response code="400">A parameter is not valid; `errors` names it.</response>
    public static Results<PushStreamHttpResult, ValidationProblem> Handle(
        string? format, string? bom, RetryJobReader jobs, RetryJobWaits waits, HttpContext http)
    {
        var errors = new FieldErrors();
        var export = ListExport.Read(format, bom, errors);
        return errors.Any ? errors.ToProblem() : export.Write(ReadAsync(jobs, waits, http), http);
    }

    private static async IAsyncEnumerable<RetryJobView> ReadAsync(
        RetryJobReader jobs, RetryJobWaits waits, HttpContext http,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (PagePosition? after = null; ;)
        {
            var page = await jobs.ReadAsync(after, ListExport.AtATime, cancellationToken);
            foreach (var job in page.Items)
                yield return await waits.ViewAsync(job, http);
            if (page.Next is null)
                yield break;
            after = page.Next;
        }
    }
}
