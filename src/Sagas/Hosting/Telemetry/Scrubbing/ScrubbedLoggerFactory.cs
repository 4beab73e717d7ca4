namespace Sagas.Hosting.Telemetry.Scrubbing;

/// <summary>
/// The one place through which everything is logged, by whoever it is: warnings, errors and all that tells of an exception reach
/// the console and the collector without secrets.
/// </summary>
internal sealed class ScrubbedLoggerFactory(ILoggerFactory inner, TextScrubber scrubber) : ILoggerFactory
{
    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new ScrubbedLogger(inner.CreateLogger(categoryName), scrubber);

    /// <inheritdoc />
    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    /// <inheritdoc />
    public void Dispose() => inner.Dispose();
}
