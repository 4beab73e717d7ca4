using Sagas.Durability.Tables;

namespace Sagas.Operations.Redaction;

/// <summary>Shows dead letters, and what the audit says about them, to callers who may not see secrets.</summary>
/// <param name="mask">Hides members of JSON.</param>
internal class DeadLetterRedactor(JsonRedactor mask)
{
    /// <summary>A dead letter as the caller may see it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="deadLetter">The dead letter.</param>
    /// <returns>The same, or one without secrets.</returns>
    public DeadLetter For(HttpContext http, DeadLetter deadLetter) => http.MaySeeSecrets() ? deadLetter : Hide(deadLetter);

    /// <summary>A dead letter as the caller may export it with many others.</summary>
    /// <param name="http">The request.</param>
    /// <param name="deadLetter">The dead letter.</param>
    /// <returns>The same, or one without secrets.</returns>
    public DeadLetter ForExport(HttpContext http, DeadLetter deadLetter) => http.MayAdminister() ? deadLetter : Hide(deadLetter);

    /// <summary>A dead letter without secrets: what is hidden in its body is hidden in its reason as well.</summary>
    /// <param name="deadLetter">The dead letter.</param>
    /// <returns>A copy.</returns>
    public DeadLetter Hide(DeadLetter deadLetter)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        // These first: what they hide is hidden in reason and exception, too.
        var (body, headers) = (mask.Mask(deadLetter.Body, found), mask.Mask(deadLetter.Headers, found));
        return deadLetter with
        {
            Body = body,
            Headers = headers,
            Reason = Without(found, deadLetter.Reason)!,
            ExceptionDetail = Without(found, deadLetter.ExceptionDetail),
        };
    }

    /// <summary>An edited body, as the caller may see it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="body">The body.</param>
    /// <returns>The same, or without secrets.</returns>
    public string For(HttpContext http, string body) => http.MaySeeSecrets() ? body : mask.Mask(body);

    /// <summary>The data before and after in the audit, as the caller may see it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="entry">The entry.</param>
    /// <returns>Before and after.</returns>
    public (string? Before, string? After) For(HttpContext http, AuditEntry entry)
    {
        if (http.MaySeeSecrets())
            return (entry.Before, entry.After);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var (before, after) = (Masked(entry.Before, found), Masked(entry.After, found));
        // A dead letter's reason is next to its body.
        return (Without(found, before), Without(found, after));
    }

    private string? Masked(string? json, Dictionary<string, string> found) => json is null ? null : mask.Mask(json, found);

    private static string? Without(Dictionary<string, string> found, string? text) =>
        text is null ? null : JsonRedactor.Without(text, found);
}
