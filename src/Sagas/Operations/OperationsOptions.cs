using Microsoft.Extensions.Options;
using Sagas.Hosting;

namespace Sagas.Operations;

/// <summary>Settings of what operators see and do, configuration section <c>Sagas:Operations</c>.</summary>
public class OperationsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sagas:Operations";

    /// <summary>How often stuck sagas are looked for. 1 second to 1 hour.</summary>
    public TimeSpan AlertInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>For how many sagas of a type alerts are open at most, those first that have stood longest. 1 to 100,000.</summary>
    public int MostAlerts { get; set; } = 5_000;

    /// <summary>Checks the settings when the service starts.</summary>
    internal sealed class Validator : IValidateOptions<OperationsOptions>
    {
        private const int LargestMostAlerts = 100_000;

        public ValidateOptionsResult Validate(string? name, OperationsOptions options)
        {
            var check = new OptionFailures(Section);
            check.UnlessWithin(nameof(options.AlertInterval), options.AlertInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
            check.Unless(
                options.MostAlerts is >= 1 and <= LargestMostAlerts, nameof(options.MostAlerts), options.MostAlerts, $"a number from 1 to {LargestMostAlerts}");
            return check.ToResult();
        }
    }
}
