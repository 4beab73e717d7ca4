using System.Collections;

namespace Sagas.Hosting.Telemetry.Scrubbing;

/// <summary>A line of the log without secrets, with the values in it.</summary>
internal sealed class ScrubbedLine : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly string _text;
    private readonly KeyValuePair<string, object?>[] _values;

    /// <summary>Takes the secrets out of the values.</summary>
    /// <param name="text">The text, without secrets.</param>
    /// <param name="values">The values in it; null if there are none.</param>
    /// <param name="scrubber">Takes secrets out.</param>
    public ScrubbedLine(string text, IReadOnlyList<KeyValuePair<string, object?>>? values, TextScrubber scrubber)
    {
        _text = text;
        _values = [.. values ?? []];
        foreach (ref var value in _values.AsSpan())
        {
            if ((value.Value as string ?? (value.Value as Uri)?.ToString()) is not { } given)
                continue;
            var shown = scrubber.Of(given);
            if (ReferenceEquals(given, shown))
                continue;
            value = new(value.Key, shown);
            HasChanged = true;
        }
    }

    /// <summary>Whether there was a secret in one of the values.</summary>
    public bool HasChanged { get; }

    /// <inheritdoc />
    public int Count => _values.Length;

    /// <inheritdoc />
    public KeyValuePair<string, object?> this[int index] => _values[index];

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.AsEnumerable().GetEnumerator();

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc />
    public override string ToString() => _text;
}
