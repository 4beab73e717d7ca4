using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Paging;
using Sagas.Durability.Registry;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.Sagas;

/// <summary><c>GET /operations/sagas/{type}/export</c>.</summary>
internal static class ExportSagasEndpoint
{
    /// <summary>The parameters of an export of the sagas of a route's type.</summary>
    /// <param name="http">The request.</param>
    /// <returns>Their names; null if there is no such type.</returns>
    public static IEnumerable<string>? NamesFor(HttpContext http) =>
        SagaSearch.NamesFor(http)?.Except(["cursor", "limit"], StringComparer.Ordinal).Concat(ListExport.Parameters);

    /// <summary>Export sagas</summary>
    /// <remarks>
    /// All matching sagas, newest first, as `ndjson` (one JSON object per line, the default) or as `csv`, which the parameter
    /// `format` says; `bom=true` lets a CSV file begin with a byte-order mark. The other parameters are those of the list. They
    /// are streamed, so sagas that come or go in the meantime may or may not be included. What is masked for the caller is masked
    /// here, too. In CSV, a cell that a spreadsheet would take for a formula begins with an apostrophe.
    /// </remarks>
    /// <param name="type">The type's name.</param>
    /// <param name="registry">The types.</param>
    /// <param name="db">The database.</param>
    /// <param name="masks">Hides what the caller may not see.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">The sagas.</response>
    /// <response code="400">A parameter is not valid; `errors` names it.</response>
    /// <response code="404">There is no such type.</response>
    public static Results<PushStreamHttpResult, ValidationProblem, ProblemHttpResult> Handle(
        string type, SagaRegistry registry, DbContext db, SagaMasks masks, HttpContext http)
    {
        if (registry.Find(type) is not { } kind)
            return OperationsProblems.NoSuchKind(type);
        var errors = new FieldErrors();
        var export = ListExport.Read(http.Request.Query, errors);
        var search = SagaSearch.Read(kind, http.MaySeeSecrets(), [.. http.Request.Query]);
        foreach (var (name, problem) in search.Errors.SelectMany(error => error.Value.Select(problem => (error.Key, problem))))
            errors.Add(name, problem);
        return errors.Any ? errors.ToProblem() : export.Write(ReadAsync(kind, search, db, masks, http), http);
    }

    private static async IAsyncEnumerable<SagaView> ReadAsync(
        SagaType kind, SagaSearch search, DbContext db, SagaMasks masks, HttpContext http,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var filter = masks.Filter(kind, search, http);
        for (PagePosition? after = null; ;)
        {
            var page = await kind.ListAsync(db, filter, after, ListExport.AtATime, cancellationToken);
            var shown = await masks.OfAsync(kind, page.Items, http.MaySeeSecrets(), cancellationToken);
            foreach (var saga in page.Items)
                yield return SagaView.Of(saga, shown[saga.SagaId]);
            if (page.Next is null)
                yield break;
            after = page.Next;
        }
    }
}
