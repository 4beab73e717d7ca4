using Sagas.Durability.Messages;

namespace Sagas.Durability.DeadLetters.Editing;

/// <summary>What somebody changes in a dead letter before it is sent again.</summary>
/// <param name="Body">The new body; null leaves it as it is.</param>
/// <param name="Headers">Headers to set, or to remove if the value is null; null changes none.</param>
public record DeadLetterEdit(string? Body, IReadOnlyDictionary<string, string?>? Headers = null)
{
    /// <summary>Applies the changes to the headers.</summary>
    internal string Apply(string headers)
    {
        var changed = TransportHeaders.Deserialize(headers);
        foreach (var (name, value) in Headers ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            if (value is null)
                changed.Remove(name);
            else
                changed[name] = value;
        }

        return TransportHeaders.Serialize(
            changed.Select(header => new KeyValuePair<string, object>(header.Key, header.Value ?? "")));
    }
}
