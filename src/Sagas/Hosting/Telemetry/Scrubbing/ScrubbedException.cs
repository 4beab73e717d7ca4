using System.Diagnostics.CodeAnalysis;

namespace Sagas.Hosting.Telemetry.Scrubbing;

/// <summary>Stands in the log for an exception whose texts contain secrets; its text names the type of the original.</summary>
/// <param name="message">The message without secrets.</param>
/// <param name="text">Everything that is written about the original, without secrets.</param>
/// <param name="stackTrace">Where the original was thrown.</param>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It is never thrown.")]
internal sealed class ScrubbedException(string message, string text, string? stackTrace) : Exception(message)
{
    /// <inheritdoc />
    public override string? StackTrace => stackTrace;

    /// <summary>The exception as it is logged: itself, unless its texts contain secrets.</summary>
    public static Exception? Of(Exception? exception, TextScrubber scrubber)
    {
        if (exception is null)
            return null;
        var (text, message) = (exception.ToString(), exception.Message);
        var (shownText, shownMessage) = (scrubber.Of(text), scrubber.Of(message));
        return ReferenceEquals(text, shownText) && ReferenceEquals(message, shownMessage)
            ? exception
            : new ScrubbedException(shownMessage, shownText, exception.StackTrace is { } trace ? scrubber.Of(trace) : null);
    }

    /// <inheritdoc />
    public override string ToString() => text;
}
