using System.Text.Json;
using Sagas.Durability.Tables;

namespace Sagas.Operations.Sagas;

/// <summary>
/// Tells what has become of the timers of a saga. A timer leaves no row behind: that it fired is told by the step that it caused
/// or by the journal, that it was moved by the audit, and that it was canceled by the step that forgot its token.
/// </summary>
/// <param name="saga">The saga.</param>
/// <param name="now">The current time.</param>
internal sealed class TimerFates(SagaDetails saga, DateTimeOffset now)
{
    /// <summary>What has become of a timer.</summary>
    /// <param name="timer">The message that it sends, with the time for which it was set.</param>
    public TimerFate Of(SagaMessageView timer)
    {
        var (dueAt, change) = Moved(timer);
        var by = change?.Actor;
        if (saga.StoredWaiting.FirstOrDefault(message => message.MessageId == timer.MessageId && message.DueAt is not null)
            is { } pending && timer.Place == MessagePlace.Outbox)
            return new TimerFate(TimerStanding.Pending, pending.DueAt!.Value, At: null, EndedBy: null, by);
        if (FiredAt(timer, change) is { } firedAt)
            return new TimerFate(TimerStanding.Fired, dueAt, firedAt, EndedBy: null, by);
        if (CancelledIn(timer) is { } step)
            return new TimerFate(TimerStanding.Cancelled, dueAt, step.At, step.Event, by);
        return new TimerFate(
            dueAt > now ? TimerStanding.Cancelled : TimerStanding.Over, dueAt, At: null, EndedBy: null, by);
    }

    private DateTimeOffset? FiredAt(SagaMessageView timer, AuditEntry? change) =>
        saga.Steps.FirstOrDefault(step => step.MessageId is not null && step.MessageId == timer.MessageId)?.At
            ?? timer.LeftAt
            ?? (timer.Place == MessagePlace.DeadLetters || change?.Action == AuditActions.TimerFired
                ? change?.At ?? timer.DueAt
                : null);

    // Each change names the time before it: so they form a chain from the time for which the timer was set.
    private (DateTimeOffset DueAt, AuditEntry? Last) Moved(SagaMessageView timer)
    {
        var (dueAt, last) = (timer.DueAt!.Value, (AuditEntry?)null);
        foreach (var entry in saga.Actions.Where(entry => entry.SubjectKind == AuditActions.Timer && entry.At >= timer.At))
        {
            if (TimeIn(entry.Before) == dueAt && TextIn(entry.Before, "message") == timer.Type && TimeIn(entry.After) is { } then)
                (dueAt, last) = (then, entry);
        }

        return (dueAt, last);
    }

    // The step that set it noted its token in a field, and the step that canceled it has emptied that field.
    private SagaTransition? CancelledIn(SagaMessageView timer)
    {
        var tokens = saga.Steps.Where(step => step.Version == timer.Version)
            .SelectMany(step => Members(step.Changes).Where(IsId).Select(member => member.Name))
            .ToHashSet(StringComparer.Ordinal);
        return saga.Steps.FirstOrDefault(step => step.Version > timer.Version
            && Members(step.Changes).Any(member => tokens.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.Null));
    }

    private static bool IsId(JsonProperty member) =>
        member.Value.ValueKind == JsonValueKind.String && member.Value.TryGetGuid(out _);

    private static JsonElement.ObjectEnumerator Members(string? json) =>
        json is not null && JsonSerializer.Deserialize<JsonElement>(json) is { ValueKind: JsonValueKind.Object } members
            ? members.EnumerateObject()
            : default;

    private static string? TextIn(string? json, string name) => Members(json)
        .Where(member => member.Name == name && member.Value.ValueKind == JsonValueKind.String)
        .Select(member => member.Value.GetString()).FirstOrDefault();

    private static DateTimeOffset? TimeIn(string? json) => Members(json)
        .Where(member => member.Name == "dueAt" && member.Value.ValueKind == JsonValueKind.String)
        .Select(member => (DateTimeOffset?)(member.Value.TryGetDateTimeOffset(out var at) ? at : null)).FirstOrDefault();
}
