namespace Sagas.Durability.Messages;

/// <summary>
/// What a broker delivered with a message beside its body. Values are texts, booleans, numbers of every size, decimals,
/// <see cref="BrokerTime"/>, <see cref="BrokerText"/>, bytes, nulls, and lists and tables (dictionaries) of all these.
/// </summary>
/// <param name="Headers">The headers, whose names and types the sender has chosen.</param>
/// <param name="Properties">
/// The properties that the protocol defines, by their names in it, such as <c>content-type</c>; null if the broker tells none.
/// </param>
public sealed record MessageProperties(
    IReadOnlyDictionary<string, object?> Headers, IReadOnlyDictionary<string, object?>? Properties)
{
    /// <summary>The media type of the body, as a text; it may be malformed.</summary>
    public const string ContentType = "content-type";

    /// <summary>How the body is compressed, such as <c>gzip</c>.</summary>
    public const string ContentEncoding = "content-encoding";

    /// <summary>The id that the sender gave to the message, as a text; it need not be a UUID.</summary>
    public const string MessageId = "message-id";

    /// <summary>The URN of the type that the message must be of, because of the place to which it was published.</summary>
    public const string MessageType = "message-type";

    /// <summary>A property that is a text.</summary>
    internal string? TextOf(string property) => Properties?.GetValueOrDefault(property) as string;
}
