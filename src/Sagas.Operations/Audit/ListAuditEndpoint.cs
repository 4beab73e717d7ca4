using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.Audit;
using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Lists;
using Sagas.Web.Problems;

namespace Sagas.Operations.Audit;

/// <summary><c>GET /operations/audit</c>.</summary>
internal static class ListAuditEndpoint
{
    /// <summary>List audit entries</summary>
    /// <remarks>
    /// Newest first, page by page: pass `next` of one page as `cursor` to get the next one. A text search looks at 2,000 entries
    /// per page. Entries are never changed or removed. A retry job has an entry for each dead letter that it has sent, and one
    /// for its start, which has the numbers of the job; with `folded=true` only the latter is listed.
    /// </remarks>
    /// <param name="actor">Only what this operator did.</param>
    /// <param name="action">Only this action, such as `dead-letter.retry`.</param>
    /// <param name="subjectKind">Only actions on subjects of this kind, such as `dead-letter`.</param>
    /// <param name="subjectId">Only actions on this subject.</param>
    /// <param name="sagaId">Only entries about this saga.</param>
    /// <param name="text">
    /// Only entries that contain this in the reason or in the data before and after, 3 to 200 characters; for callers who see
    /// masks, only the reason is searched, as they see it.
    /// </param>
    /// <param name="retryJobId">Only what this retry job did on behalf of who started it.</param>
    /// <param name="folded">`true` to leave out what retry jobs did; the default is `false`.</param>
    /// <param name="from">Only actions at this time or later, ISO 8601.</param>
    /// <param name="to">Only actions before this time, ISO 8601.</param>
    /// <param name="cursor">Where to continue: `next` of the previous page.</param>
    /// <param name="limit">How many entries, 1 to 200; the default is 50.</param>
    /// <param name="audit">The audit.</param>
    /// <param name="jobs">The retry jobs.</param>
    /// <param name="mask">Hides secrets.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">A page; `next` is null on the last one.</response>
    /// <response code="400">A parameter is not valid; `errors` names it.</response>
    public static async Task<Results<Ok<PageView<AuditItem>>, ValidationProblem>> HandleAsync(
        string? actor,
        string? action,
        string? subjectKind,
        string? subjectId,
        string? sagaId,
        string? text,
        string? retryJobId,
        bool? folded,
        string? from,
        string? to,
        string? cursor,
        string? limit,
        AuditTrail audit,
        RetryJobReader jobs,
        AuditRedactor mask,
        HttpContext http)
    {
        var errors = new FieldErrors();
        var query = new QueryReader(errors);
        var (begin, end) = query.Span(from, to);
        var filter = new AuditQuery
        {
            Actor = query.Name("actor", actor),
            Action = query.Name("action", action),
            SubjectKind = query.Name("subjectKind", subjectKind),
            SubjectId = query.Name("subjectId", subjectId),
            SagaId = query.Id("sagaId", sagaId),
            Text = query.Search(text),
            RetryJobId = query.Id("retryJobId", retryJobId),
            FoldsJobs = folded == true,
            From = begin,
            To = end,
        };
        var (after, count) = (query.Cursor(cursor).ToPlace(), query.Limit(limit));
        if (errors.Any)
            return errors.ToProblem();

        var page = await mask.ReadAsync(http, audit, filter, after, count);
        var started = await JobSummary.ReadAsync(page.Items, jobs, http.RequestAborted);
        return TypedResults.Ok(new PageView<AuditItem>(
            [.. page.Items.Select(entry => AuditItem.Of(entry, started))], PageCursor.Write(page.Next)));
    }
}
