using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace Sagas.Web.Problems;

/// <summary>Tells a caller in plain words why a request could not be read, and where in its body.</summary>
internal static class ProblemDetailsOfBadRequest
{
    /// <summary>Describes an exception that ASP.NET threw while reading the request.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>A problem with the exception's status.</returns>
    public static ProblemDetails Describe(BadHttpRequestException exception) => exception switch
    {
        { InnerException: JsonException { InnerException: JsonException or null } json } when IsMalformed(json) =>
            Malformed(json),
        { InnerException: JsonException json } => WrongMember(json),
        { StatusCode: StatusCodes.Status400BadRequest } when IsOutdated(exception) => OutdatedForm(),
        { StatusCode: StatusCodes.Status400BadRequest } =>
            new() { Status = exception.StatusCode, Detail = Plain(exception.Message) },
        _ => new() { Status = exception.StatusCode },
    };

    // The reader's own exception is the inner one if the text is not JSON at all; a member of the wrong type has none.
    private static bool IsMalformed(JsonException json) => json.InnerException is JsonException;

    // A form is valid only if it comes from a page of this service that was not open for too long.
    private static bool IsOutdated(BadHttpRequestException exception) =>
        exception.Message.Contains("anti-forgery", StringComparison.OrdinalIgnoreCase);

    private static ProblemDetails OutdatedForm() => new()
    {
        Status = StatusCodes.Status400BadRequest,
        Title = "The form is no longer valid",
        Detail = "The form does not come from a page of this service, or the page was open for too long. Reload it.",
        Extensions = { ["code"] = "form_outdated" },
    };

    private static HttpValidationProblemDetails Malformed(JsonException json)
    {
        var place = $"line {json.LineNumber + 1}, column {json.BytePositionInLine + 1}";
        return Problem("malformed_json", "The body is not well-formed JSON", $"Reading stopped at {place}.", json,
            $"{Sentence(json.InnerException!.Message)} ({place})");
    }

    private static HttpValidationProblemDetails WrongMember(JsonException json)
    {
        var message = Sentence(json.Message);
        if (message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
            message = "Unknown member.";
        else if (message.Contains("uplicate property", StringComparison.Ordinal))
            message = "Duplicate member.";
        else if (message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
            message = "The value has the wrong JSON type.";
        return Problem(
            "invalid_json", "The body does not have the expected form",
            "See errors for the member that is wrong.", json, message);
    }

    private static HttpValidationProblemDetails Problem(
        string code, string title, string detail, JsonException json, string message) =>
        new(new Dictionary<string, string[]>(StringComparer.Ordinal) { [Member(json)] = [message] })
        {
            Status = StatusCodes.Status400BadRequest,
            Title = title,
            Detail = detail,
            Extensions = { ["code"] = code },
        };

    private static string Member(JsonException json) => json.Path switch
    {
        null or "" or "$" => "$",
        ['$', '.', .. var path] => path,
        ['$', .. var path] => path,
        var path => path,
    };

    // The serializer's messages end in " Path: … | LineNumber: …", which the problem says in its own way.
    private static string Sentence(string message)
    {
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        if (end < 0)
            end = message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private static string Plain(string message) =>
        message.Contains("body", StringComparison.OrdinalIgnoreCase) ? "The request needs a JSON body, but has none." : message;
}
