using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Messages;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;

namespace Sagas.Operations.DeadLetters;

/// <summary><c>POST /operations/dead-letters/{deadLetterId}/check</c>.</summary>
internal static class CheckDeadLetterEndpoint
{
    /// <summary>Check a changed message</summary>
    /// <remarks>Checks a change as `retry` would, and shows line by line what it changes. Nothing is sent or stored.</remarks>
    /// <param name="deadLetterId">The dead letter.</param>
    /// <param name="request">What is changed.</param>
    /// <param name="deadLetters">The dead letters.</param>
    /// <param name="checker">Checks messages.</param>
    /// <param name="mask">Hides secrets.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">The result of the check.</response>
    /// <response code="400">The request is not valid.</response>
    /// <response code="404">There is no such dead letter, or somebody has already dealt with it.</response>
    /// <response code="413">The body is too large.</response>
    /// <response code="415">The body is not JSON.</response>
    public static async Task<Results<Ok<CheckedEdit>, ProblemHttpResult>> HandleAsync(
        Guid deadLetterId, EditRequest? request, DeadLetterReader deadLetters, MessageChecker checker,
        DeadLetterRedactor mask, HttpContext http)
    {
        if (await deadLetters.FindAsync(deadLetterId, http.RequestAborted) is not { IsBeingRetried: false } deadLetter)
            return OperationsProblems.LetterNotFound(deadLetterId);

        var edit = request?.ToEdit() ?? new DeadLetterEdit(Body: null);
        var check = checker.Check(deadLetter, edit);
        var diff = JsonDiff.Lines(mask.For(http, deadLetter.Body), mask.For(http, edit.Body ?? deadLetter.Body));
        return TypedResults.Ok(new CheckedEdit(check.IsValid, check.CheckedAs, check.NotChecked, check.Errors, diff));
    }
}

/// <summary>What was found in a changed message, and what is changed.</summary>
/// <param name="Valid">Whether it may be sent.</param>
/// <param name="CheckedAs">The message type that it can be read as; null if none was tried or none fits.</param>
/// <param name="NotChecked">Its message types that this service does not know.</param>
/// <param name="Errors">What is wrong, by JSON path.</param>
/// <param name="Diff">The body before and after, one member per line.</param>
internal record CheckedEdit(
    bool Valid, string? CheckedAs, IReadOnlyList<string> NotChecked, IReadOnlyList<MessageError> Errors,
    IReadOnlyList<DiffLine> Diff);
