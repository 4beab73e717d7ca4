using System.Globalization;
using Microsoft.Extensions.Options;
using Sagas.Web.Text;

namespace Sagas.Web.Settings;

/// <summary>
/// Collects everything that is wrong with a configuration section, so that a single failed start names every wrong key, with its
/// value and with what is allowed.
/// </summary>
/// <param name="section">The section, such as <c>Sagas:Payments</c>.</param>
internal sealed class OptionFailures(string section)
{
    private readonly List<string> _failures = [];

    /// <summary>The failures, in one or two sentences each.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>Records a failure unless the value is valid.</summary>
    /// <param name="holds">Whether the value is valid.</param>
    /// <param name="key">The key within the section.</param>
    /// <param name="value">The value; for a secret, a placeholder.</param>
    /// <param name="allowed">What is allowed.</param>
    public void Unless(bool holds, string key, object? value, string allowed)
    {
        if (!holds)
            _failures.Add(Describe($"{section}:{key}", value, allowed));
    }

    /// <summary>Records a failure unless the duration is within the limits, both included.</summary>
    /// <param name="key">The key within the section.</param>
    /// <param name="value">The duration.</param>
    /// <param name="least">The shortest allowed.</param>
    /// <param name="most">The longest allowed.</param>
    public void UnlessWithin(string key, TimeSpan value, TimeSpan least, TimeSpan most) =>
        Unless(value >= least && value <= most, key, value, $"a duration from {least:c} to {most:c} (d.hh:mm:ss)");

    /// <summary>The outcome for the options' validation.</summary>
    /// <returns>Success, or every failure.</returns>
    public ValidateOptionsResult ToResult() =>
        _failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_failures);

    internal static string Describe(string key, object? value, string allowed) =>
        string.Create(
            CultureInfo.InvariantCulture, $"{key} is {(value is null ? "not set" : Quote(value))}. Allowed: {allowed}.");

    // A wrong address is told, but not the password in it: whoever starts the service may not be the only one who reads this.
    private static string Quote(object value) =>
        $"'{SecretPatterns.HideCredentialsIn(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")}'";
}
