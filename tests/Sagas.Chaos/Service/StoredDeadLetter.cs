using System.Text.RegularExpressions;

namespace Sagas.Chaos.Service;

/// <summary>A dead letter of the service.</summary>
/// <param name="Endpoint">The queue.</param>
/// <param name="Reason">Why.</param>
/// <param name="Body">The message.</param>
/// <param name="Headers">Its headers, as JSON.</param>
internal sealed partial record StoredDeadLetter(string Endpoint, string Reason, string Body, string Headers)
{
    /// <summary>The mark of a foreign message that makes no sense; null if it is none.</summary>
    public string? Nonsense =>
        NonsenseIn().Match(Headers) is { Success: true } match ? match.Groups["mark"].Value : null;

    /// <summary>The order that it concerns; null if it names none.</summary>
    public Guid? OrderId => OrderIdIn().Match(Body) is { Success: true } match ? Guid.Parse(match.Groups["id"].Value) : null;

    [GeneratedRegex("\"orderId\"\\s*:\\s*\"(?<id>[0-9a-fA-F-]{36})\"",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex OrderIdIn();

    [GeneratedRegex("(?<mark>nonsense-[0-9]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NonsenseIn();
}
