using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Sagas.Web.Problems;

/// <summary>
/// What a problem says if only its status is known. The type is the section of the HTTP standard that defines the status;
/// programs tell problems apart by <c>code</c>.
/// </summary>
internal static class ProblemDetailsCatalogue
{
    private const string TooManyRequests = "https://tools.ietf.org/html/rfc6585#section-4";
    private const string Rfc9110 = "https://tools.ietf.org/html/rfc9110#section-";

    private static readonly Dictionary<int, Entry> Entries = new()
    {
        [StatusCodes.Status400BadRequest] = new("15.5.1", "invalid_request", "The request is not valid",
            "The request cannot be understood as it stands."),
        [StatusCodes.Status401Unauthorized] = new("15.5.2", "unauthenticated", "The caller could not be identified",
            "Send a valid API key in the header X-Api-Key, or a valid token as Authorization: Bearer. Nothing was done."),
        [StatusCodes.Status403Forbidden] = new("15.5.4", "forbidden", "The caller may not do this",
            "The caller is known, but none of their roles allows this. Nothing was done."),
        [StatusCodes.Status404NotFound] = new("15.5.5", "not_found", "Not found",
            "This resource does not exist. The addresses that do are listed at /swagger."),
        [StatusCodes.Status405MethodNotAllowed] = new("15.5.6", "method_not_allowed", "The method is not allowed",
            "The address exists, but not for this method. The header Allow lists the methods that it supports."),
        [StatusCodes.Status409Conflict] = new("15.5.10", "conflict", "The state does not allow this",
            "The request was understood, but the current state of the resource does not allow it."),
        [StatusCodes.Status413PayloadTooLarge] = new("15.5.14", "body_too_large", "The body is too large",
            $"A request body may have up to {RequestLimits.MaxBodyBytes / 1024} KiB."),
        [StatusCodes.Status415UnsupportedMediaType] = new("15.5.16", "unsupported_media_type", "The body is not JSON",
            "Send the body as JSON with the header Content-Type: application/json."),
        [StatusCodes.Status422UnprocessableEntity] = new("15.5.21", "unprocessable", "The request cannot be carried out",
            "The request is well formed, but cannot be carried out."),
        [StatusCodes.Status429TooManyRequests] = new(TooManyRequests, "too_many_requests", "Too many requests",
            "Try again after the time in the header Retry-After. Nothing was done."),
        [StatusCodes.Status500InternalServerError] = new("15.6.1", "internal_error", "Something went wrong in the service",
            "The cause is in the service's log under the traceId. Whether the request took effect is not known."),
        [StatusCodes.Status503ServiceUnavailable] = new("15.6.4", "unavailable", "The service is not available right now",
            "The service cannot reach what it depends on. Try again after the time in the header Retry-After."),
    };

    /// <summary>Fills in whatever the problem leaves out.</summary>
    /// <param name="problem">The problem; its status must be set.</param>
    public static void Complete(ProblemDetails problem)
    {
        var status = problem.Status ?? StatusCodes.Status500InternalServerError;
        problem.Status = status;
        var known = Entries.GetValueOrDefault(status);
        problem.Type ??= known?.Address ?? "about:blank";
        problem.Title ??= known?.Title ?? ReasonPhrases.GetReasonPhrase(status);
        problem.Detail ??= known?.Detail;
        problem.Extensions.TryAdd("code", known?.Code ?? $"http_{status}");
    }

    private sealed record Entry(string Section, string Code, string Title, string Detail)
    {
        // One status is more recent than the standard.
        public string Address => Section.StartsWith("https:", StringComparison.Ordinal) ? Section : Rfc9110 + Section;
    }
}
