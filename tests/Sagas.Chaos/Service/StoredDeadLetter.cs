using System.Text.RegularExpressions;

namespace Sagas.Chaos.Service;

/// <summary>A dead letter of the service.</summary>
/// <param name="Endpoint">The queue.</param>
/// <param name="Reason">Why.</param>
/// <param name="Body">The message.</param>
internal sealed partial record StoredDeadLetter(string Endpoint, string Reason, string Body)
{
    /// <summary>The order that it concerns; null if it names none.</summary>
    public Guid? OrderId => OrderIdIn().Match(Body) is { Success: true } match ? Guid.Parse(match.Groups["id"].Value) : null;

    [GeneratedRegex("\"orderId\"\\s*:\\s*\"(?<id>[0-9a-fA-F-]{36})\"",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex OrderIdIn();
}
