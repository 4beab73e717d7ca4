using Microsoft.Extensions.Options;
using Sagas.Web.Settings;

namespace Sagas.Operations.Shell;

/// <summary>Settings of what operators see and do, configuration section <c>Sagas:Operations</c>.</summary>
public class OperationsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sagas:Operations";

    private const string TraceIdPlace = "{traceId}";

    /// <summary>How often stuck sagas are looked for. 1 second to 1 hour.</summary>
    public TimeSpan AlertInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>For how many sagas of a type alerts are open at most, the longest stuck first. 1 to 100,000.</summary>
    public int MostAlerts { get; set; } = 5_000;

    /// <summary>
    /// Where people look at a trace, an address of http or https with <c>{traceId}</c> in it; not set:
    /// traces are named, and no links.
    /// </summary>
    public string? TraceUrl { get; set; }

    /// <summary>The address of a trace for people; null if not configured.</summary>
    internal string? AddressOf(string traceId) => TraceUrl?.Replace(TraceIdPlace, traceId, StringComparison.Ordinal);

    /// <summary>Validates the settings at startup.</summary>
    internal sealed class Validator : IValidateOptions<OperationsOptions>
    {
        private const int LargestMostAlerts = 100_000;

        public ValidateOptionsResult Validate(string? name, OperationsOptions options)
        {
            var check = new OptionFailures(Section);
            check.UnlessWithin(
                nameof(options.AlertInterval), options.AlertInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
            check.Unless(
                options.MostAlerts is >= 1 and <= LargestMostAlerts, nameof(options.MostAlerts), options.MostAlerts,
                $"a number from 1 to {LargestMostAlerts}");
            check.Unless(
                options.TraceUrl is null || IsAddressOfTrace(options.TraceUrl), nameof(options.TraceUrl), options.TraceUrl,
                $"an absolute address of http or https with {TraceIdPlace} in it, such as https://host/trace/{TraceIdPlace}");
            return check.ToResult();
        }

        private static bool IsAddressOfTrace(string text) =>
            text.Contains(TraceIdPlace, StringComparison.Ordinal)
            && Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
    }
}
