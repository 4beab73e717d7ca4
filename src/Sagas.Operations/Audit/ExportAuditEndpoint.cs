using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.Audit;
using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Durability.Paging;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.Audit;

/// <summary><c>GET /operations/audit/export</c>.</summary>
internal static class ExportAuditEndpoint
{
    /// <summary>Export audit entries</summary>
    /// <remarks>
    /// All matching entries, newest first, as `ndjson` (one JSON object per line, the default) or as `csv`, which the parameter
    /// `format` says; `bom=true` lets a CSV file begin with a byte-order mark. The other parameters are those of the list. What
    /// is masked for the caller is masked here, too. In CSV, a cell that a spreadsheet would take for a formula begins with an
    /// apostrophe.
    /// </remarks>
    /// <param name="audit">The audit.</param>
    /// <param name="jobs">The retry jobs.</param>
    /// <param name="mask">Hides secrets.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">The entries.</response>
    /// <response code="400">A parameter is not valid; `errors` names it.</response>
    public static Results<PushStreamHttpResult, ValidationProblem> Handle(
        AuditTrail audit, RetryJobReader jobs, AuditRedactor mask, HttpContext http)
    {
        var errors = new FieldErrors();
        var export = ListExport.Read(http.Request.Query, errors);
        var search = AuditSearch.Read([.. http.Request.Query]);
        foreach (var (name, problem) in search.Errors.SelectMany(error => error.Value.Select(problem => (error.Key, problem))))
            errors.Add(name, problem);
        return errors.Any ? errors.ToProblem() : export.Write(ReadAsync(search.Filter, audit, jobs, mask, http), http);
    }

    private static async IAsyncEnumerable<AuditItem> ReadAsync(
        AuditQuery filter, AuditTrail audit, RetryJobReader jobs, AuditRedactor mask, HttpContext http,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (PagePosition? after = null; !cancellationToken.IsCancellationRequested;)
        {
            var page = await mask.ReadAsync(http, audit, filter, after, ListExport.AtATime);
            var started = await JobSummary.ReadAsync(page.Items, jobs, cancellationToken);
            foreach (var entry in page.Items)
                yield return AuditItem.Of(entry, started);
            if (page.Next is null)
                yield break;
            after = page.Next;
        }
    }
}
