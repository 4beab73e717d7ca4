using System.Text.Json;

namespace Sagas.Durability.DeadLetters.Editing;

/// <summary>What a body says about itself, if it is an envelope; values that are missing are null.</summary>
internal sealed record EnvelopeFacts(Guid? MessageId, Guid? ConversationId, string? MessageTypes)
{
    private static readonly EnvelopeFacts None = new(null, null, null);

    public static EnvelopeFacts Of(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(BodyFormat.WithoutMark(body));
            return json.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("messageType", out var types)
                ? new EnvelopeFacts(IdOf(root, "messageId"), IdOf(root, "conversationId"), TypesOf(types))
                : None;
        }
        catch (JsonException)
        {
            return None;
        }
    }

    public static Guid? IdOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var id)
            ? id
            : null;

    private static string? TypesOf(JsonElement types)
    {
        if (types.ValueKind != JsonValueKind.Array)
            return null;
        var names = types.EnumerateArray().Where(type => type.ValueKind == JsonValueKind.String)
            .Select(type => type.GetString()!).ToList();
        return names.Count == 0 ? null : string.Join(';', names);
    }
}
