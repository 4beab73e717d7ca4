using System.Text.Json;
using Sagas.Durability.Tables;

namespace Sagas.Operations.Sagas;

/// <summary>Something that an operator did by which a message was sent, read from the audit.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="MessageId">The message.</param>
/// <param name="Queue">The queue to which it was sent; null for a saga's.</param>
/// <param name="ConsumerId">Who had failed on it; null if nobody had, or if that is not known.</param>
internal sealed record SentAction(AuditEntry Entry, Guid MessageId, string? Queue, string? ConsumerId)
{
    /// <summary>The dead letter that was sent again, if it was one.</summary>
    public Guid? DeadLetterId =>
        Entry.SubjectKind == AuditActions.DeadLetter && Guid.TryParse(Entry.SubjectId, out var id) ? id : null;

    /// <summary>Whether it was sent to the saga itself.</summary>
    public bool IsToSaga => DeadLetterId is null;

    /// <summary>Reads an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>Null if nothing was sent, or if it does not say what.</returns>
    public static SentAction? Of(AuditEntry entry)
    {
        if (entry.Action is AuditActions.DeadLetterDiscarded or AuditActions.TimerMoved)
            return null;
        var (before, after) = (Read(entry.Before), Read(entry.After));
        return (IdIn(after) ?? IdIn(before)) is { } messageId
            ? new SentAction(entry, messageId, TextIn(before, "endpoint"), TextIn(before, "consumerId"))
            : null;
    }

    private static JsonElement Read(string? json) => json is null ? default : JsonSerializer.Deserialize<JsonElement>(json);

    private static Guid? IdIn(JsonElement json) => Guid.TryParse(TextIn(json, "messageId"), out var id) ? id : null;

    private static string? TextIn(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
