using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
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
    /// All matching entries, newest first. What is masked for the caller is masked here, too. In CSV, a cell that a spreadsheet
    /// would take for a formula begins with an apostrophe.
    /// </remarks>
    /// <param name="asked">Which entries, and how they are written.</param>
    /// <param name="audit">The audit.</param>
    /// <param name="jobs">The retry jobs.</param>
    /// <param name="mask">Hides secrets.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">The entries.</response>
    /// <response code="400">A parameter is not valid; `errors` names it.</response>
    public static Results<PushStreamHttpResult, ValidationProblem> Handle(
        [AsParameters] Asked asked, AuditTrail audit, RetryJobReader jobs, AuditRedactor mask, HttpContext http)
    {
        var errors = new FieldErrors();
        var export = ListExport.Read(asked.Format, asked.Bom, errors);
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

    /// <summary>The parameters, which are those of the page of the audit trail.</summary>
    internal sealed record Asked
    {
        /// <summary>Only what this operator did.</summary>
        [FromQuery(Name = "actor")]
        public string? Actor { get; init; }

        /// <summary>Only this action, such as `dead-letter.retry`.</summary>
        [FromQuery(Name = "action")]
        public string? Action { get; init; }

        /// <summary>Only actions on subjects of this kind, such as `dead-letter`.</summary>
        [FromQuery(Name = "subjectKind")]
        public string? SubjectKind { get; init; }

        /// <summary>Only actions on this subject.</summary>
        [FromQuery(Name = "subjectId")]
        public string? SubjectId { get; init; }

        /// <summary>Only entries about this saga.</summary>
        [FromQuery(Name = "sagaId")]
        public string? SagaId { get; init; }

        /// <summary>Only entries that contain this, as in the list.</summary>
        [FromQuery(Name = "text")]
        public string? Text { get; init; }

        /// <summary>Only actions at this time or later, ISO 8601.</summary>
        [FromQuery(Name = "from")]
        public string? From { get; init; }

        /// <summary>Only actions before this time, ISO 8601.</summary>
        [FromQuery(Name = "to")]
        public string? To { get; init; }

        /// <summary>Only what this retry job did on behalf of who started it.</summary>
        [FromQuery(Name = "retryJobId")]
        public string? RetryJobId { get; init; }

        /// <summary>
        /// `true` to include each single dead letter that retry jobs sent; otherwise there is one entry for each job, unless
        /// something in particular is looked for.
        /// </summary>
        [FromQuery(Name = AuditSearch.Single)]
        public string? Single { get; init; }

        /// <summary>`ndjson` (one JSON object per line, the default) or `csv`.</summary>
        [FromQuery(Name = "format")]
        public string? Format { get; init; }

        /// <summary>`true` lets a CSV file begin with a byte-order mark.</summary>
        [FromQuery(Name = "bom")]
        public string? Bom { get; init; }
    }
}
