using Sagas.Durability.Messages;

namespace Sagas.Durability.DeadLetters.Editing;

/// <summary>What somebody changes of a dead letter before it is sent again.</summary>
/// <param name="Body">The new body; null leaves it as it is.</param>
/// <param name="Headers">Headers that are set, or removed where there is no value; null changes none.</param>
public record DeadLetterEdit(string? Body, IReadOnlyDictionary<string, string?>? Headers = null)
{
    /// <summary>The headers with what is changed.</summary>
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

        return TransportHeaders.Serialize(changed.Select(header => new KeyValuePair<string, object>(header.Key, header.Value ?? "")));
    }
}
