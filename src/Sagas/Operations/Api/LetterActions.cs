using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Sagas.Durability.Audit;
using Sagas.Durability.DeadLetters;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Operations.Pages.Letters;
using Sagas.Orders.Api;

namespace Sagas.Operations.Api;

/// <summary>What forms about a dead letter send. What cannot be done is answered by the page, with all that was filled in.</summary>
internal static class LetterActions
{
    // As large as an edit by the API, in the encoding of forms.
    private const long LargestForm = 12 * 1024 * 1024;

    /// <summary>Maps the routes.</summary>
    /// <param name="actions">The group of all routes that change something.</param>
    public static void MapLetterActions(this IEndpointRouteBuilder actions)
    {
        var letter = actions.MapGroup("/dead-letters/{deadLetterId:guid}").ExcludeFromDescription();
        letter.MapPost(LetterForm.Retry, RetryAsync);
        letter.MapPost(LetterForm.Discard, DiscardAsync);
        letter.MapPost(LetterForm.Examine, CheckAsync).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        letter.MapPost(LetterForm.Edit, EditAsync).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult>> RetryAsync(
        Guid deadLetterId, [FromForm] string? reason, DeadLetterDesk desk, HttpContext http)
    {
        var form = new LetterForm(LetterForm.Retry, Given(reason));
        if (form.Reason is not null && ErrorsOf(form) is { Count: > 0 } errors)
            return Again(deadLetterId, form with { Errors = errors });
        return Answer(await desk.RetryAsync(deadLetterId, edit: null, http.ActingFor(form.Reason), http.RequestAborted), deadLetterId, form);
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult>> DiscardAsync(
        Guid deadLetterId, [FromForm] string? reason, DeadLetterDesk desk, HttpContext http)
    {
        var form = new LetterForm(LetterForm.Discard, Given(reason));
        if (ErrorsOf(form) is { Count: > 0 } errors)
            return Again(deadLetterId, form with { Errors = errors });
        return Answer(await desk.DiscardAsync(deadLetterId, http.ActingFor(form.Reason), http.RequestAborted), deadLetterId, form);
    }

    private static async Task<RazorComponentResult> CheckAsync(
        Guid deadLetterId, [FromForm] string? body, [FromForm] string? reason, DeadLetterReader letters, MessageChecker checker, HttpContext http)
    {
        var form = new LetterForm(LetterForm.Examine, Given(reason), Lines(body));
        return await letters.FindAsync(deadLetterId, http.RequestAborted) is { } letter
            ? Again(deadLetterId, Checked(letter, form, checker), StatusCodes.Status200OK)
            : Again(deadLetterId, form, StatusCodes.Status409Conflict);
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult>> EditAsync(
        Guid deadLetterId, [FromForm] string? body, [FromForm] string? reason,
        DeadLetterDesk desk, DeadLetterReader letters, MessageChecker checker, HttpContext http)
    {
        var form = new LetterForm(LetterForm.Edit, Given(reason), Lines(body));
        if (await letters.FindAsync(deadLetterId, http.RequestAborted) is not { } letter)
            return Again(deadLetterId, form, StatusCodes.Status409Conflict);

        var errors = ErrorsOf(form);
        if (string.Equals(JsonDiff.Pretty(letter.Body), JsonDiff.Pretty(form.Body!), StringComparison.Ordinal))
            errors.Add("Nothing was changed. To send the message unchanged, retry it as is.");
        if (errors.Count > 0)
            return Again(deadLetterId, Checked(letter, form, checker) with { Errors = errors });
        var edit = new LetterEdit(form.Body);
        return Answer(await desk.RetryAsync(deadLetterId, edit, http.ActingFor(form.Reason), http.RequestAborted), deadLetterId, form);
    }

    // Done or not, the letter's page tells who has dealt with it.
    private static Results<RedirectHttpResult, RazorComponentResult> Answer(LetterOutcome outcome, Guid deadLetterId, LetterForm form) => outcome.Fate switch
    {
        LetterFate.Done => TypedResults.LocalRedirect(Links.Letter(deadLetterId)),
        LetterFate.Refused => Again(
            deadLetterId, form with { Check = outcome.Check, Errors = ["The changed message is not valid. Nothing was sent."] },
            StatusCodes.Status422UnprocessableEntity),
        _ => Again(deadLetterId, form, StatusCodes.Status409Conflict),
    };

    private static RazorComponentResult Again(Guid deadLetterId, LetterForm form, int status = StatusCodes.Status400BadRequest) =>
        Pages.Answer.With<DeadLetterDetail>(status, (nameof(DeadLetterDetail.DeadLetterId), deadLetterId), (nameof(DeadLetterDetail.Form), form));

    private static LetterForm Checked(DeadLetter letter, LetterForm form, MessageChecker checker) =>
        form with { Check = checker.Check(letter, new LetterEdit(form.Body)) };

    private static List<string> ErrorsOf(LetterForm form)
    {
        var errors = new FieldErrors();
        errors.CheckText("reason", form.Reason, AuditEntry.LongestReason);
        return [.. errors.ToDictionary().SelectMany(error => error.Value.Select(text => $"Reason: {text}"))];
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    // Browsers end the lines of a form in their own way.
    private static string Lines(string? body) => (body ?? "").Replace("\r\n", "\n", StringComparison.Ordinal);
}
