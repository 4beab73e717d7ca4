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
        Guid deadLetterId, [FromForm] string? reason, DeadLetterService desk, HttpContext http)
    {
        var (form, errors) = (new DeadLetterForm(DeadLetterForm.Retry, PageForms.Given(reason)), new FieldErrors());
        return http.ActingFor(form.Reason, errors, isOptional: true) is { } by
            ? Answer(await desk.RetryAsync(deadLetterId, edit: null, by, http.RequestAborted), deadLetterId, form)
            : Again(deadLetterId, form with { Errors = Told(errors) });
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult>> DiscardAsync(
        Guid deadLetterId, [FromForm] string? reason, DeadLetterService desk, HttpContext http)
    {
        var (form, errors) = (new DeadLetterForm(DeadLetterForm.Discard, PageForms.Given(reason)), new FieldErrors());
        return http.ActingFor(form.Reason, errors) is { } by
            ? Answer(await desk.DiscardAsync(deadLetterId, by, http.RequestAborted), deadLetterId, form)
            : Again(deadLetterId, form with { Errors = Told(errors) });
    }

    private static async Task<RazorComponentResult> CheckAsync(
        Guid deadLetterId, [FromForm] string? body, [FromForm] string? reason, DeadLetterReader deadLetters,
        MessageChecker checker, HttpContext http)
    {
        var form = new DeadLetterForm(DeadLetterForm.Examine, PageForms.Given(reason), Lines(body));
        return await deadLetters.FindAsync(deadLetterId, http.RequestAborted) is { } deadLetter
            ? Again(deadLetterId, Checked(deadLetter, form, checker), StatusCodes.Status200OK)
            : Again(deadLetterId, form, StatusCodes.Status409Conflict);
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult>> EditAsync(
        Guid deadLetterId, [FromForm] string? body, [FromForm] string? reason,
        DeadLetterService desk, DeadLetterReader deadLetters, MessageChecker checker, HttpContext http)
    {
        var form = new DeadLetterForm(DeadLetterForm.Edit, PageForms.Given(reason), Lines(body));
        if (await deadLetters.FindAsync(deadLetterId, http.RequestAborted) is not { } deadLetter)
            return Again(deadLetterId, form, StatusCodes.Status409Conflict);

        var errors = new FieldErrors();
        var by = http.ActingFor(form.Reason, errors);
        var told = Told(errors);
        if (string.Equals(JsonDiff.Pretty(deadLetter.Body), JsonDiff.Pretty(form.Body!), StringComparison.Ordinal))
            told.Add("Nothing was changed. To send the message unchanged, retry it as is.");
        if (by is null || told.Count > 0)
            return Again(deadLetterId, Checked(deadLetter, form, checker) with { Errors = told });
        var edit = new DeadLetterEdit(form.Body);
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
                form with { Check = outcome.Check, Errors = ["The changed message is not valid. Nothing was sent."] },
                StatusCodes.Status422UnprocessableEntity),
            _ => Again(deadLetterId, form, StatusCodes.Status409Conflict),
        };

    private static RazorComponentResult Again(
        Guid deadLetterId, DeadLetterForm form, int status = StatusCodes.Status400BadRequest) =>
        Shell.Answer.With<DeadLetterDetail>(
            status, (nameof(DeadLetterDetail.DeadLetterId), deadLetterId), (nameof(DeadLetterDetail.Form), form));

    private static DeadLetterForm Checked(DeadLetter deadLetter, DeadLetterForm form, MessageChecker checker) =>
        form with { Check = checker.Check(deadLetter, new DeadLetterEdit(form.Body)) };

    private static List<string> Told(FieldErrors errors) =>
        [.. errors.ToDictionary().SelectMany(error => error.Value.Select(text => $"Reason: {text}"))];

    // Browsers use their own line endings in forms.
    private static string Lines(string? body) => (body ?? "").Replace("\r\n", "\n", StringComparison.Ordinal);
}
