using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Registry;
using Sagas.Operations.Redaction;
using Sagas.Web.Problems;

namespace Sagas.Operations.DeadLetters;

/// <summary><c>GET /operations/dead-letters/export</c>.</summary>
internal static class ExportDeadLettersEndpoint
{
    /// <summary>The media type of JSON lines.</summary>
    public const string MediaType = "application/x-ndjson";

    // As many as are read at a time.
    private const int AtATime = 100;

    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    /// <summary>Export dead letters</summary>
    /// <remarks>
    /// All matching dead letters in full, newest first, each with the saga that it is about: one JSON object per line. They are
    /// streamed, so dead letters that come or go in the meantime may or may not be included. Secrets are masked unless the caller
    /// has the role `operations.admin`.
    /// </remarks>
    /// <param name="filter">Which dead letters.</param>
    /// <param name="deadLetters">The dead letters.</param>
    /// <param name="mask">Hides secrets.</param>
    /// <param name="sagas">Finds what the dead letters are about.</param>
    /// <param name="pointless">Tells which of them it is pointless to retry.</param>
    /// <param name="json">How JSON is written.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">The dead letters, one per line.</response>
    /// <response code="400">A parameter is not valid; `errors` names it.</response>
    public static Results<PushStreamHttpResult, ValidationProblem> Handle(
        [AsParameters] ListedDeadLetters filter,
        DeadLetterReader deadLetters,
        DeadLetterRedactor mask,
        SagasOfLetters sagas,
        PointlessDeadLetters pointless,
        IOptions<JsonOptions> json,
        HttpContext http)
    {
        var errors = new FieldErrors();
        var asked = filter.ToQuery(errors);
        if (errors.Any)
            return errors.ToProblem();

        return TypedResults.Stream(
            async stream =>
            {
                var all = deadLetters.ReadAllAsync(asked.Knowing(pointless), http.RequestAborted);
                await foreach (var some in all.Chunk(AtATime).WithCancellation(http.RequestAborted))
                {
                    var about = await sagas.FindAsync(some, http.MayAdminister(), http.RequestAborted);
                    foreach (var deadLetter in some)
                    {
                        var line = DeadLetterView.Of(
                            deadLetter, await mask.ForExportAsync(http, deadLetter),
                            about.GetValueOrDefault(deadLetter.DeadLetterId));
                        await JsonSerializer.SerializeAsync(stream, line, json.Value.SerializerOptions, http.RequestAborted);
                        await stream.WriteAsync(LineEnd, http.RequestAborted);
                    }
                }
            },
            MediaType);
    }
}
