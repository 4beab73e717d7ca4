using Microsoft.AspNetCore.Http.HttpResults;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;

namespace Sagas.Operations.DeadLetters;

/// <summary><c>GET /operations/dead-letters/{deadLetterId}</c>.</summary>
internal static class GetDeadLetterEndpoint
{
    /// <summary>Get a dead letter</summary>
    /// <remarks>The message with its headers and its body as they were received, and why it could not be handled. A body that is
    /// not simply a text in UTF-8 is there byte by byte as well.</remarks>
    /// <param name="deadLetterId">The dead letter.</param>
    /// <param name="deadLetters">The dead letters.</param>
    /// <param name="mask">Hides secrets.</param>
    /// <param name="sagas">Finds what it is about.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">The dead letter.</response>
    /// <response code="404">
    /// There is no such dead letter, or somebody has already dealt with it. One that is being retried is there until its result
    /// is known.
    /// </response>
    public static async Task<Results<Ok<DeadLetterView>, ProblemHttpResult>> HandleAsync(
        Guid deadLetterId, DeadLetterReader deadLetters, DeadLetterRedactor mask, SagasOfLetters sagas, HttpContext http) =>
        await deadLetters.FindAsync(deadLetterId, http.RequestAborted) is { } deadLetter
            ? TypedResults.Ok(DeadLetterView.Of(
                deadLetter, await mask.ForAsync(http, deadLetter), await sagas.FindAsync(http, deadLetter)))
            : OperationsProblems.LetterNotFound(deadLetterId);
}
