using System.Text.Encodings.Web;
using System.Text.Json;
using Sagas.Durability.Catalogue;
using Sagas.Durability.DeadLetters;
using Sagas.Durability.History;
using Sagas.Durability.Outbox;

namespace Sagas.Operations.Details;

/// <summary>Everything about one saga, as it may be shown.</summary>
/// <param name="kind">Its type.</param>
/// <param name="row">Its row.</param>
/// <param name="steps">Its history.</param>
/// <param name="waiting">Its messages and timers that have not left.</param>
/// <param name="letters">Its dead letters.</param>
/// <param name="showsSecrets">Whether fields are shown that are masked for readers.</param>
internal sealed class SagaDetails(
    SagaKind kind, SagaRow row, IReadOnlyList<SagaTransition> steps, List<OutboxMessage> waiting, List<DeadLetter> letters, bool showsSecrets)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>Its row.</summary>
    public SagaRow Row => row;

    /// <summary>Its steps, from the first to the last.</summary>
    public IReadOnlyList<SagaTransition> Steps => steps;

    /// <summary>All its fields.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields => [.. row.Fields.Select(Show)];

    /// <summary>Its messages and timers that have not left.</summary>
    public IReadOnlyList<WaitingMessage> Waiting { get; } =
    [
        .. waiting.Select(message => new WaitingMessage(
            message.DueAt is null ? null : message.OutboxId, message.MessageId, ShownLetter.Message(message.MessageTypes), message.DueAt,
            message.DestinationAddress, Body(message.Body, kind, showsSecrets))),
    ];

    /// <summary>Its dead letters, the newest first.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters => letters;

    /// <summary>The fields that a step has changed.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ChangesOf(SagaTransition step) =>
        [.. (JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(step.Changes) ?? []).Select(Show)];

    /// <summary>The messages that a step has sent.</summary>
    public static IReadOnlyList<SentMessage> MessagesOf(SagaTransition step) =>
        JsonSerializer.Deserialize<List<SentMessage>>(step.Messages, JsonSerializerOptions.Web) ?? [];

    /// <summary>A message that a step has sent.</summary>
    /// <param name="MessageId">Its id.</param>
    /// <param name="Type">Its type.</param>
    /// <param name="DueAt">For a timer: when it fires.</param>
    internal sealed record SentMessage(Guid? MessageId, string Type, DateTimeOffset? DueAt);

    /// <summary>A message that has not left.</summary>
    /// <param name="TimerId">For a timer: by what it is fired or moved.</param>
    /// <param name="MessageId">Its id.</param>
    /// <param name="Type">Its type.</param>
    /// <param name="DueAt">For a timer: when it fires.</param>
    /// <param name="Destination">Where it goes.</param>
    /// <param name="Body">What it says.</param>
    internal sealed record WaitingMessage(Guid? TimerId, Guid MessageId, string Type, DateTimeOffset? DueAt, string Destination, string Body);

    private KeyValuePair<string, string> Show(KeyValuePair<string, JsonElement> field) => new(field.Key, field.Value.ValueKind switch
    {
        JsonValueKind.Null => "–",
        JsonValueKind.String when !showsSecrets && kind.Secrets.TryGetValue(field.Key, out var mask) => mask(field.Value.GetString()!),
        JsonValueKind.String => field.Value.GetString()!,
        JsonValueKind.Array or JsonValueKind.Object => JsonSerializer.Serialize(field.Value, Plain),
        _ => field.Value.GetRawText(),
    });

    private static string Body(string body, SagaKind kind, bool showsSecrets) => showsSecrets ? Pretty(body) : SecretFields.Mask(Pretty(body), kind.Secrets);

    private static string Pretty(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return JsonSerializer.Serialize(json, Plain);
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
