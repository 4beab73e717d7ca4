using Sagas.Durability.Messages;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Editing;

/// <summary>What somebody changes in a dead letter before it is sent again.</summary>
/// <param name="Body">The new body, which is sent in UTF-8; null leaves it as it is, byte for byte.</param>
/// <param name="Headers">Headers to set, or to remove if the value is null; null changes none.</param>
public record DeadLetterEdit(string? Body, IReadOnlyDictionary<string, string?>? Headers = null)
{
    /// <summary>The new media type; null leaves it as it is.</summary>
    public string? ContentType { get; init; }

    /// <summary>The media type with the changes.</summary>
    internal string ContentTypeOf(DeadLetter deadLetter) =>
        ContentType ?? (Body is null ? deadLetter.ContentType : BodyFormat.InUtf8(deadLetter.ContentType));

    /// <summary>The headers with the changes, those that are left as they are with their types.</summary>
    internal Dictionary<string, object?> HeadersOf(DeadLetter deadLetter)
    {
        var changed = StoredProperties.AllHeaders(deadLetter.Headers, deadLetter.Wire);
        foreach (var (name, value) in Headers ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            if (value is null)
                changed.Remove(name);
            else
                changed[name] = value;
        }

        return changed;
    }

    /// <summary>
    /// The types that the message is read as if it is no envelope. One that nobody could read has those of the place to which it
    /// was published: it is sent to a queue now, which says nothing.
    /// </summary>
    internal string TypesOutsideOf(DeadLetter deadLetter)
    {
        if (HeadersOf(deadLetter).GetValueOrDefault(MassTransit.MessageHeaders.MessageType) is string { Length: > 0 } named)
            return named;
        return deadLetter.MessageTypes.Length > 0
            ? deadLetter.MessageTypes
            : StoredProperties.Read(deadLetter.Wire)?.TextOf(MessageProperties.MessageType) ?? "";
    }

    /// <summary>The broker's properties with the changes; null if there are none.</summary>
    internal IReadOnlyDictionary<string, object?>? PropertiesOf(DeadLetter deadLetter)
    {
        var properties = StoredProperties.Read(deadLetter.Wire)?.Properties;
        // A new body is not compressed.
        return Body is null || properties is null
            ? properties
            : properties.Where(property => property.Key != MessageProperties.ContentEncoding)
                .ToDictionary(StringComparer.Ordinal);
    }
}
