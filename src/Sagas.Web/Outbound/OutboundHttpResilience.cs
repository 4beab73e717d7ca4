using Sagas.Web.Settings;

namespace Sagas.Web.Outbound;

/// <summary>How calls to an outside HTTP service are retried, and when they are suspended for a while.</summary>
internal class OutboundHttpResilience
{
    /// <summary>How often a call is retried after a transient failure, before the message's own retries begin.</summary>
    public int Retries { get; set; } = 2;

    /// <summary>Pause before the first retry; it doubles with each, and is jittered.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// The minimum number of attempts within <see cref="BreakWindow"/> for the circuit to open when half of them fail.
    /// </summary>
    public int BreakAfter { get; set; } = 10;

    /// <summary>The period over which attempts are counted.</summary>
    public TimeSpan BreakWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long nothing is sent once the circuit has opened.</summary>
    public TimeSpan BreakFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The longest pause that the service may ask for with <c>Retry-After</c>; a longer one is cut to it. Zero: none is kept.
    /// </summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Checks the values against what the pipeline accepts.</summary>
    /// <param name="failures">Collects the errors.</param>
    /// <param name="path">The path of these settings within their section, such as <c>Http</c>.</param>
    public void Validate(OptionFailures failures, string path)
    {
        failures.Unless(Retries is >= 0 and <= 10, $"{path}:{nameof(Retries)}", Retries, "0 to 10");
        failures.UnlessWithin($"{path}:{nameof(RetryDelay)}", RetryDelay, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        failures.Unless(BreakAfter is >= 2 and <= 10_000, $"{path}:{nameof(BreakAfter)}", BreakAfter, "2 to 10000");
        failures.UnlessWithin($"{path}:{nameof(BreakWindow)}", BreakWindow, TimeSpan.FromSeconds(0.5), TimeSpan.FromHours(1));
        failures.UnlessWithin($"{path}:{nameof(BreakFor)}", BreakFor, TimeSpan.FromSeconds(0.5), TimeSpan.FromHours(1));
        failures.UnlessWithin($"{path}:{nameof(MaxRetryAfter)}", MaxRetryAfter, TimeSpan.Zero, TimeSpan.FromDays(1));
    }
}
