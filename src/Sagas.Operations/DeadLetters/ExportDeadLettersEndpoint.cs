using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Operations.Redaction;
using Sagas.Web.Problems;

namespace Sagas.Operations.DeadLetters;

/// <summary><c>GET /operations/dead-letters/export</c>.</summary>
public static class ExportDeadLettersEndpoint
{
    /// <summary>The media type of JSON lines.</summary>
    public const string MediaType = "application/x-ndjson";

    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    /// <summary>Export dead letters</summary>
    /// <remarks>
    /// All matching dead letters in full, newest first: one JSON object per line. They are streamed, so dead letters that come or go
    /// in the meantime may or may not be included. Secrets are masked unless the caller has the role `operations.admin`.
    /// </remarks>
    /// <param name="endpoint">Only dead letters of this queue.</param>
    /// <param name="exceptionType">Only dead letters with this exception, by its full name.</param>
    /// <param name="messageType">Only messages of this type: its URN, or just its name, such as `ProcessPayment`.</param>
    /// <param name="sagaId">Only dead letters for this saga, or from one of its conversations.</param>
    /// <param name="conversationId">Only dead letters of this conversation.</param>
    /// <param name="text">Only dead letters whose reason or body contains this, 3 to 200 characters. Requires the role `operations.operator`.</param>
    /// <param name="from">Only messages dead-lettered at this time or later, ISO 8601.</param>
    /// <param name="to">Only messages dead-lettered before this time, ISO 8601.</param>
    /// <param name="letters">The dead letters.</param>
    /// <param name="mask">Hides secrets.</param>
    /// <param name="json">How JSON is written.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">The dead letters, one per line.</response>
    /// <response code="400">A parameter is not valid; `errors` names it.</response>
    public static Results<PushStreamHttpResult, ValidationProblem> Handle(
        string? endpoint,
        string? exceptionType,
        string? messageType,
        string? sagaId,
        string? conversationId,
        string? text,
        string? from,
        string? to,
        DeadLetterReader letters,
        DeadLetterRedactor mask,
        IOptions<JsonOptions> json,
        HttpContext http)
    {
        var errors = new FieldErrors();
        var filter = DeadLetterQueryReader.Read(endpoint, exceptionType, messageType, sagaId, conversationId, text, (from, to), errors);
        if (errors.Any)
            return errors.ToProblem();

        return TypedResults.Stream(
            async stream =>
            {
                await foreach (var letter in letters.ReadAllAsync(filter, http.RequestAborted))
                {
                    var line = DeadLetterView.Of(mask.ForExport(http, letter));
                    await JsonSerializer.SerializeAsync(stream, line, json.Value.SerializerOptions, http.RequestAborted);
                    await stream.WriteAsync(LineEnd, http.RequestAborted);
                }
            },
            MediaType);
    }
}
