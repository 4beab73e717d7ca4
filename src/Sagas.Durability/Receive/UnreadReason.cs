using System.Text.Json;
using System.Text.RegularExpressions;
using MassTransit;

namespace Sagas.Durability.Receive;

/// <summary>Says why a message could not be read, in words for whoever looks at its dead letter.</summary>
internal static partial class UnreadReason
{
    // MassTransit reads every message whose media type it does not know as an envelope, and misses everything in it.
    private const string MissingParameter = "envelope";

    /// <summary>The reason.</summary>
    /// <param name="exception">Why reading failed.</param>
    /// <param name="context">The message.</param>
    public static string Of(Exception exception, ReceiveContext context)
    {
        var cause = exception.GetBaseException();
        if (cause is ArgumentNullException { ParamName: MissingParameter })
            return NoEnvelope(context);
        if (cause is JsonException missing && Missing().Match(missing.Message) is { Success: true } match)
            return $"The message is not a valid {match.Groups["type"].Value}. {RequiredIn(match)}";
        // The outer exception says what could not be read, the inner one why and where.
        var why = $"{PlaceOf(cause)}{Position().Replace(cause.Message, "")}";
        return cause == exception ? why : $"{exception.Message}: {why}";
    }

    private static string RequiredIn(Match missing) => string.Join(
        ' ', Name().Matches(missing.Groups["names"].Value).Select(name => $"$.{name.Groups["name"].Value}: Is required."));

    private static string PlaceOf(Exception exception) =>
        exception is JsonException { Path: { Length: > 1 } path } ? $"{path}: " : "";

    private static string NoEnvelope(ReceiveContext context) => context.ContentType is { } known
        ? $"The message is {known.MediaType}, which is not read here, and it is no envelope of MassTransit either."
        : "The message has no content type, and it is no envelope of MassTransit.";

    // How System.Text.Json puts it.
    [GeneratedRegex(
        "for type '([^']*[.+])?(?<type>[^'.+]+)' was missing required properties including: (?<names>'.*')",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Missing();

    [GeneratedRegex("'(?<name>[^']+)'", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    // Bytes of a message that people see as text say nothing to them.
    [GeneratedRegex(
        @"\s*(Path: \S+ \| )?LineNumber: \d+ \| BytePositionInLine: \d+\.?",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Position();
}
