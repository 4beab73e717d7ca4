using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Registry;
using Sagas.Durability.Tables;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.DeadLetters;

/// <summary><c>GET /operations/dead-letters/export</c>.</summary>
internal static class ExportDeadLettersEndpoint
{
    // As many as are read at a time.
    private const int AtATime = 100;

    /// <summary>Export dead letters</summary>
    /// <remarks>
    /// All matching dead letters in full, newest first, each with the saga that it is about. They are streamed, so dead letters
    /// that come or go in the meantime may or may not be included. Secrets are masked unless the caller has the role
    /// `operations.admin`. In CSV, a cell that a spreadsheet would take for a formula begins with an apostrophe.
    /// </remarks>
    /// <param name="filter">Which dead letters.</param>
    /// <param name="format">`ndjson` (one JSON object per line, the default) or `csv`.</param>
    /// <param name="bom">`true` lets a CSV file begin with a byte-order mark.</param>
    /// <param name="deadLetters">The dead letters.</param>
    /// <param name="mask">Hides secrets.</param>
    /// <param name="sagas">Finds what the dead letters are about.</param>
    /// <param name="pointless">Tells which of them it is pointless to retry.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">The dead letters, one per line.</response>
    /// <response code="400">A parameter is not valid; `errors` names it.</response>
    public static Results<PushStreamHttpResult, ValidationProblem> Handle(
        [AsParameters] ListedDeadLetters filter,
        string? format,
        string? bom,
        DeadLetterReader deadLetters,
        DeadLetterRedactor mask,
        SagasOfLetters sagas,
        PointlessDeadLetters pointless,
        HttpContext http)
    {
        var errors = new FieldErrors();
        var asked = filter.ToQuery(errors);
        var export = ListExport.Read(format, bom, errors);
        return errors.Any
            ? errors.ToProblem()
            : export.Write(
                ViewsAsync(deadLetters.ReadAllAsync(asked.Knowing(pointless), http.RequestAborted), mask, sagas, http), http);
    }

    private static async IAsyncEnumerable<DeadLetterView> ViewsAsync(
        IAsyncEnumerable<DeadLetter> all, DeadLetterRedactor mask, SagasOfLetters sagas, HttpContext http)
    {
        await foreach (var some in all.Chunk(AtATime).WithCancellation(http.RequestAborted))
        {
            var about = await sagas.FindAsync(some, http.MayAdminister(), http.RequestAborted);
            foreach (var deadLetter in some)
                yield return DeadLetterView.Of(
                    deadLetter, await mask.ForExportAsync(http, deadLetter), about.GetValueOrDefault(deadLetter.DeadLetterId));
        }
    }
}
