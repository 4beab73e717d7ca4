using System.Text.Json;
using MassTransit;

namespace Sagas.Durability.Receive;

/// <summary>Says why a message could not be read, in words for whoever looks at its dead letter.</summary>
internal static class UnreadReason
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
        // The outer exception says what could not be read, the inner one why and where.
        return cause == exception ? $"{PlaceOf(cause)}{cause.Message}" : $"{exception.Message}: {PlaceOf(cause)}{cause.Message}";
    }

    private static string PlaceOf(Exception exception) =>
        exception is JsonException { Path: { Length: > 1 } path } && !exception.Message.Contains(path, StringComparison.Ordinal)
            ? $"{path}: "
            : "";

    private static string NoEnvelope(ReceiveContext context) => context.ContentType is { } known
        ? $"The message is {known.MediaType}, which is not read here, and it is no envelope of MassTransit either."
        : "The message has no content type, and it is no envelope of MassTransit.";
}
