using System.Text.Json;
using Sagas.Durability.Registry;
using Sagas.Durability.Tables;
using Sagas.Operations.Audit;
using Sagas.Operations.Shell;

namespace Sagas.Operations.Sagas;

/// <summary>What operators did about a saga, as people say it.</summary>
internal static class ActionNames
{
    private const string OfSaga = "saga.";

    /// <summary>What was done.</summary>
    /// <param name="kind">The saga's type.</param>
    /// <param name="entry">The entry in the audit.</param>
    public static string Of(SagaType kind, AuditEntry entry) => entry.Action switch
    {
        AuditActions.DeadLetterRetried => $"Dead letter retried{About(entry, "messageTypes")}",
        AuditActions.DeadLetterDiscarded => $"Dead letter discarded{About(entry, "messageTypes")}",
        AuditActions.TimerFired => $"Timer fired early{About(entry, "message")}",
        AuditActions.TimerMoved => $"Timer moved{About(entry, "message")}{Till(entry)}",
        var action when action.StartsWith(OfSaga, StringComparison.Ordinal)
            && kind.Commands.FirstOrDefault(command => command.Name == action[OfSaga.Length..]) is { } known => known.Label,
        var action => AuditLabels.Known(action) ?? action,
    };

    private static string About(AuditEntry entry, string member) =>
        TextIn(entry.Before, member) is { Length: > 0 } types ? $": {ShownDeadLetter.Message(types)}" : "";

    private static string Till(AuditEntry entry) =>
        DateTimeOffset.TryParse(TextIn(entry.After, "dueAt"), Shown.Culture, out var dueAt) ? $", to {Shown.Time(dueAt)}" : "";

    private static string? TextIn(string? json, string name) =>
        json is not null && JsonSerializer.Deserialize<JsonElement>(json) is { ValueKind: JsonValueKind.Object } members
        && members.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
