namespace Sagas.Hosting.Telemetry.Scrubbing;

/// <summary>Logs without secrets. A line that contains none is passed on as it is.</summary>
internal sealed class ScrubbedLogger(ILogger inner, TextScrubber scrubber) : ILogger
{
    /// <inheritdoc />
    IDisposable? ILogger.BeginScope<TState>(TState state) => inner.BeginScope(state);

    /// <inheritdoc />
    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    /// <inheritdoc />
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (!inner.IsEnabled(logLevel))
            return;
        // What is logged otherwise is worded by the service itself, and there is much of it.
        if (logLevel < LogLevel.Warning && exception is null)
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
            return;
        }

        var shown = ScrubbedException.Of(exception, scrubber);
        var text = formatter(state, exception);
        var line = new ScrubbedLine(scrubber.Of(text), state as IReadOnlyList<KeyValuePair<string, object?>>, scrubber);
        if (line.HasChanged || !ReferenceEquals(text, line.ToString()))
            inner.Log(logLevel, eventId, line, shown, static (scrubbed, _) => scrubbed.ToString());
        else
            inner.Log(logLevel, eventId, state, shown, formatter);
    }
}
