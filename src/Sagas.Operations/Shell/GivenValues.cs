using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Sagas.Operations.Shell;

/// <summary>What somebody has filled in to search for, without blank fields, and with times as the API reads them.</summary>
public sealed class GivenValues
{
    private static readonly string[] Times = ["from", "to"];

    private readonly Dictionary<string, string> _values;

    private GivenValues(Dictionary<string, string> values) => _values = values;

    /// <summary>Reads the values.</summary>
    /// <param name="values">A query or a form.</param>
    /// <param name="names">What may be searched for; everything else is left out.</param>
    /// <returns>What is given.</returns>
    public static GivenValues Read(IEnumerable<KeyValuePair<string, StringValues>> values, IReadOnlyCollection<string> names) =>
        new(values
            .Where(value =>
                names.Contains(value.Key, StringComparer.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(value.Value))
            .ToDictionary(
                value => value.Key, value => Plain(value.Key, value.Value.ToString().Trim()), StringComparer.OrdinalIgnoreCase));

    /// <summary>A value; null if it is not given.</summary>
    /// <param name="name">Its name.</param>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>Everything that is given.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>> All => _values;

    /// <summary>The address of a search for this.</summary>
    /// <param name="path">The page.</param>
    /// <param name="others">Further parameters, or other values for some.</param>
    /// <returns>The address.</returns>
    public string AddTo(string path, params IEnumerable<(string Name, string? Value)> others)
    {
        var values = _values.ToDictionary(value => value.Key, value => (string?)value.Value, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in others)
            values[name] = value;
        return QueryHelpers.AddQueryString(path, values.Where(value => value.Value is not null));
    }

    private static string Plain(string name, string value) =>
        Times.Contains(name, StringComparer.OrdinalIgnoreCase)
            && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? Shown.Iso(time)
            : value;
}
