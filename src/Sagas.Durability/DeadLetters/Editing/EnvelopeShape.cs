using System.Text.Json;
using Sagas.Durability.Messages;

namespace Sagas.Durability.DeadLetters.Editing;

/// <summary>What every envelope of MassTransit has: one without it is not read at all, or is misread.</summary>
internal static class EnvelopeShape
{
    private const string UrnPrefix = "urn:message:";

    private static readonly string[] Ids = ["messageId", "requestId", "correlationId", "conversationId", "initiatorId"];
    private static readonly string[] Addresses = ["sourceAddress", "destinationAddress", "responseAddress", "faultAddress"];
    private static readonly string[] Times = ["sentTime", "expirationTime"];

    /// <summary>Finds what is wrong with an envelope.</summary>
    /// <param name="root">The envelope.</param>
    /// <param name="messageId">The message id that it had; null if it had none.</param>
    public static IEnumerable<MessageError> ErrorsOf(JsonElement root, Guid? messageId)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return [new MessageError("$", "Must be an object: the envelope with the message inside.")];
        return
        [
            .. MessageOf(root), .. TypesOf(root), .. IdentityOf(root, messageId),
            .. Wrong(root, Ids, value => value.TryGetGuid(out _), "Must be a UUID."),
            .. Wrong(
                root, Addresses, value => Uri.TryCreate(value.GetString(), UriKind.Absolute, out _),
                "Must be an absolute address."),
            .. Wrong(root, Times, value => value.TryGetDateTime(out _), "Must be an ISO 8601 time."),
        ];
    }

    private static IEnumerable<MessageError> MessageOf(JsonElement root)
    {
        if (!root.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.Object)
            yield return new MessageError("$.message", "Must be an object: the message itself.");
        if (root.TryGetProperty("headers", out var headers)
            && headers.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
            yield return new MessageError("$.headers", "Must be an object.");
    }

    private static IEnumerable<MessageError> TypesOf(JsonElement root)
    {
        if (!root.TryGetProperty("messageType", out var types) || types.ValueKind != JsonValueKind.Array
            || types.GetArrayLength() == 0)
            return [new MessageError("$.messageType", "Must be an array with at least one message type.")];
        return types.EnumerateArray().Index()
            .Where(type => type.Item.ValueKind != JsonValueKind.String
                || !type.Item.GetString()!.StartsWith(UrnPrefix, StringComparison.Ordinal))
            .Select(type => new MessageError($"$.messageType[{type.Index}]", $"Must be a string that begins with {UrnPrefix}."));
    }

    // Consumers that have handled a message, and those who follow it, know it by its id.
    private static IEnumerable<MessageError> IdentityOf(JsonElement root, Guid? messageId)
    {
        if (messageId is { } known && EnvelopeFacts.IdOf(root, "messageId") != known)
            yield return new MessageError("$.messageId", $"Must stay {known}.");
    }

    private static IEnumerable<MessageError> Wrong(
        JsonElement root, IEnumerable<string> names, Predicate<JsonElement> isRight, string error) =>
        from name in names
        where root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            && (value.ValueKind != JsonValueKind.String || !isRight(value))
        select new MessageError($"$.{name}", error);
}
