using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Registry;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Lists;
using Sagas.Web.Problems;

namespace Sagas.Operations.DeadLetters;

/// <summary><c>GET /operations/dead-letters</c>.</summary>
internal static class ListDeadLettersEndpoint
{
    /// <summary>List dead letters</summary>
    /// <remarks>
    /// Newest first, page by page: pass `next` of one page as `cursor` to get the next one. A text search looks at 2,000 dead
    /// letters per page, so a page may have few items or none even though `next` shows that the list continues. Dead letters that
    /// were sent again are listed with the state `BeingRetried` until their results are known.
    /// </remarks>
    /// <param name="filter">Which dead letters.</param>
    /// <param name="cursor">Where to continue: `next` of the previous page.</param>
    /// <param name="limit">How many dead letters, 1 to 200; the default is 50.</param>
    /// <param name="deadLetters">The dead letters.</param>
    /// <param name="mask">Hides secrets.</param>
    /// <param name="sagas">Finds what the dead letters are about.</param>
    /// <param name="pointless">Tells which of them it is pointless to retry.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">A page; `next` is null on the last one.</response>
    /// <response code="400">A parameter is not valid; `errors` names it.</response>
    public static async Task<Results<Ok<PageView<DeadLetterItem>>, ValidationProblem>> HandleAsync(
        [AsParameters] ListedDeadLetters filter,
        string? cursor,
        string? limit,
        DeadLetterReader deadLetters,
        DeadLetterRedactor mask,
        SagasOfLetters sagas,
        PointlessDeadLetters pointless,
        HttpContext http)
    {
        var errors = new FieldErrors();
        var asked = filter.ToQuery(errors);
        var query = new QueryReader(errors);
        var (after, count) = (query.Cursor(cursor).ToPlace(), query.Limit(limit));
        if (errors.Any)
            return errors.ToProblem();

        var page = await deadLetters.ReadAsync(asked.Knowing(pointless), after, count, http.RequestAborted);
        var about = await sagas.FindAsync(page.Items, http.MaySeeSecrets(), http.RequestAborted);
        var shown = await mask.ForAsync(http, page.Items);
        return TypedResults.Ok(new PageView<DeadLetterItem>(
            [.. shown.Select(letter => DeadLetterItem.Of(letter, about.GetValueOrDefault(letter.DeadLetterId)))],
            PageCursor.Write(page.Next)));
    }
}
