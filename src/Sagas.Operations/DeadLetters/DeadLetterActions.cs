using System.Text.Unicode;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Tables;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;
using Sagas.Web.Problems;

namespace Sagas.Operations.DeadLetters;

/// <summary>Handles the forms about a dead letter. If something cannot be done, the page keeps what was filled in.</summary>
internal static class DeadLetterActions
{
    // As large as an edit through the API, in the encoding of forms.
    private const long LargestForm = 12 * 1024 * 1024;

    /// <summary>Maps the routes.</summary>
    /// <param name="actions">The group of all routes that change something.</param>
    public static void MapLetterActions(this IEndpointRouteBuilder actions)
    {
        var deadLetter = actions.MapGroup("/dead-letters/{deadLetterId:guid}").ExcludeFromDescription();
        deadLetter.MapPost(DeadLetterForm.Retry, RetryAsync);
        deadLetter.MapPost(DeadLetterForm.Discard, DiscardAsync);
        deadLetter.MapPost(DeadLetterForm.Examine, CheckAsync).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        deadLetter.MapPost(DeadLetterForm.Edit, EditAsync).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult>> RetryAsync(
        Guid deadLetterId, [FromForm] string? reason, [FromForm] string? contentType, DeadLetterService desk, HttpContext http)
    {
        var errors = new FieldErrors();
        var form = new DeadLetterForm(DeadLetterForm.Retry, PageForms.Given(reason))
        {
            ContentType = PageForms.Given(contentType),
        };
        var edit = form.ContentType is null ? null : new DeadLetterEdit(Body: null) { ContentType = form.ContentType };
        return http.ActingFor(form.Reason, errors, isOptional: edit is null) is { } by
            ? Answer(await desk.RetryAsync(deadLetterId, edit, by, http.RequestAborted), deadLetterId, form)
            : Again(deadLetterId, form with { Errors = Told(errors) });
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult>> DiscardAsync(
        Guid deadLetterId, [FromForm] string? reason, DeadLetterService desk, HttpContext http)
    {
        var (form, errors) = (new DeadLetterForm(DeadLetterForm.Discard, PageForms.Given(reason)), new FieldErrors());
        return http.ActingFor(form.Reason, errors) is { } by
            ? Answer(await desk.DiscardAsync(deadLetterId, by, http.RequestAborted), deadLetterId, form)
            : Shell.Answer.With<DiscardDeadLetter>(
                StatusCodes.Status400BadRequest, (nameof(DiscardDeadLetter.DeadLetterId), deadLetterId),
                (nameof(DiscardDeadLetter.Form), form with { Errors = Told(errors) }));
    }

    private static async Task<RazorComponentResult> CheckAsync(
        Guid deadLetterId, [FromForm] string? body, [FromForm] string? contentType, [FromForm] string? reason,
        DeadLetterReader deadLetters, MessageChecker checker, HttpContext http)
    {
        var form = Filled(DeadLetterForm.Examine, body, contentType, reason);
        return await deadLetters.FindAsync(deadLetterId, http.RequestAborted) is { IsBeingRetried: false } deadLetter
            ? Again(deadLetterId, Checked(deadLetter, form, checker), StatusCodes.Status200OK)
            : Again(deadLetterId, form, StatusCodes.Status409Conflict);
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult>> EditAsync(
        Guid deadLetterId, [FromForm] string? body, [FromForm] string? contentType, [FromForm] string? reason,
        DeadLetterService desk, DeadLetterReader deadLetters, MessageChecker checker, HttpContext http)
    {
        var form = Filled(DeadLetterForm.Edit, body, contentType, reason);
        if (await deadLetters.FindAsync(deadLetterId, http.RequestAborted) is not { IsBeingRetried: false } deadLetter)
            return Again(deadLetterId, form, StatusCodes.Status409Conflict);

        var errors = new FieldErrors();
        var by = http.ActingFor(form.Reason, errors);
        var told = Told(errors);
        var edit = EditOf(deadLetter, form);
        if (edit is { Body: null, ContentType: null })
            told.Add("Nothing was changed. To send the message unchanged, retry it as is.");
        if (by is null || told.Count > 0)
            return Again(deadLetterId, Checked(deadLetter, form, checker) with { Errors = told });
        return Answer(await desk.RetryAsync(deadLetterId, edit, by, http.RequestAborted), deadLetterId, form);
    }

    // Done or not, the dead letter's page says who has dealt with it.
    private static Results<RedirectHttpResult, RazorComponentResult> Answer(
        DeadLetterResult outcome, Guid deadLetterId, DeadLetterForm form) =>
        outcome.Status switch
        {
            DeadLetterStatus.Done => PageForms.GoTo(Links.DeadLetter(deadLetterId)),
            DeadLetterStatus.Refused => Again(
                deadLetterId,
                form with
                {
                    Check = outcome.Check,
                    Errors = ["The changed message is not valid. Nothing was sent.", .. Found(form, outcome)],
                },
                StatusCodes.Status422UnprocessableEntity),
            _ => Again(deadLetterId, form, StatusCodes.Status409Conflict),
        };

    // The form with the message shows what was found in it; the other one has no room for that.
    private static IEnumerable<string> Found(DeadLetterForm form, DeadLetterResult outcome) =>
        form.Body is null ? outcome.Check!.Errors.Select(error => $"{error.Path}: {error.Error}") : [];

    private static RazorComponentResult Again(
        Guid deadLetterId, DeadLetterForm form, int status = StatusCodes.Status400BadRequest) =>
        Shell.Answer.With<DeadLetterDetail>(
            status, (nameof(DeadLetterDetail.DeadLetterId), deadLetterId), (nameof(DeadLetterDetail.Form), form));

    private static DeadLetterForm Checked(DeadLetter deadLetter, DeadLetterForm form, MessageChecker checker) =>
        form with { Check = checker.Check(deadLetter, EditOf(deadLetter, form)) };

    private static DeadLetterForm Filled(string action, string? body, string? contentType, string? reason) =>
        new(action, PageForms.Given(reason), Lines(body)) { ContentType = PageForms.Given(contentType) };

    // The form shows what can be read of a message that is no text in UTF-8. To send what is shown is a change.
    private static DeadLetterEdit EditOf(DeadLetter deadLetter, DeadLetterForm form)
    {
        var isChanged = !(deadLetter.Bytes is not { } bytes || Utf8.IsValid(bytes))
            || !string.Equals(JsonDiff.Pretty(deadLetter.Body), JsonDiff.Pretty(form.Body!), StringComparison.Ordinal);
        return new DeadLetterEdit(isChanged ? form.Body : null) { ContentType = form.ContentType };
    }

    private static List<string> Told(FieldErrors errors) =>
        [.. errors.ToDictionary().SelectMany(error => error.Value.Select(text => $"Reason: {text}"))];

    // Browsers use their own line endings in forms.
    private static string Lines(string? body) => (body ?? "").Replace("\r\n", "\n", StringComparison.Ordinal);
}
