using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sagas.Durability.Messages;
using Sagas.Durability.Registry;
using Sagas.Durability.Tables;
using Sagas.Operations.Redaction;
using Sagas.Operations.Shell;

namespace Sagas.Operations.Sagas;

/// <summary>Everything about one saga, as it may be shown.</summary>
/// <param name="mask">Hides what may not be shown.</param>
/// <param name="kind">Its type.</param>
/// <param name="row">Its row.</param>
/// <param name="steps">Its history.</param>
/// <param name="waiting">Its messages and timers that have not been sent.</param>
/// <param name="deadLetters">Its dead letters.</param>
/// <param name="actions">What operators did about it, as it may be shown, the latest first.</param>
internal sealed class SagaDetails(
    SagaRedactor mask, SagaType kind, SagaRow row, IReadOnlyList<SagaTransition> steps, List<OutboxMessage> waiting,
    IReadOnlyList<DeadLetter> deadLetters, IReadOnlyList<AuditEntry> actions)
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>Hides what may not be shown.</summary>
    public SagaRedactor Mask => mask;

    /// <summary>Its row.</summary>
    public SagaRow Row => row;

    /// <summary>Its type.</summary>
    public SagaType Kind => kind;

    /// <summary>What operators did about it, its dead letters and its timers, from the first to the last.</summary>
    public IReadOnlyList<AuditEntry> Actions { get; } = [.. actions.Reverse()];

    /// <summary>Its steps, from the first to the last.</summary>
    public IReadOnlyList<SagaTransition> Steps => steps;

    /// <summary>All its fields.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields => [.. mask.Fields(row.Fields).Select(ShowField)];

    /// <summary>Its messages and timers that have not been sent.</summary>
    public IReadOnlyList<WaitingMessage> Waiting { get; } =
    [
        .. waiting.Select(message => Show(message, mask)),
    ];

    /// <summary>Those that have failed and will be delivered again.</summary>
    public IEnumerable<WaitingMessage> Failing => Waiting.Where(message => message.LastError is not null);

    /// <summary>The same, as they are stored.</summary>
    public IReadOnlyList<OutboxMessage> StoredWaiting => waiting;

    /// <summary>Its dead letters, newest first, and among them those that are being retried.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters { get; } = [.. deadLetters.Select(mask.Redact)];

    /// <summary>The same, as they are stored.</summary>
    public IReadOnlyList<DeadLetter> StoredLetters => deadLetters;

    /// <summary>The trace of all its steps; null if they have none, or more than one.</summary>
    public string? TraceId => steps.Count > 0 && steps.All(step => step.TraceId == steps[0].TraceId) ? steps[0].TraceId : null;

    /// <summary>The fields that a step changed.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ChangesOf(SagaTransition step) =>
        [.. mask.Fields(step.Changes).Select(ShowField)];

    /// <summary>The messages that a step sent.</summary>
    public static IReadOnlyList<SentMessage> MessagesOf(SagaTransition step) =>
        JsonSerializer.Deserialize<List<SentMessage>>(step.Messages, JsonSerializerOptions.Web) ?? [];

    /// <summary>A message that a step sent.</summary>
    /// <param name="MessageId">Its id.</param>
    /// <param name="Type">Its type.</param>
    /// <param name="DueAt">For a timer: when it fires.</param>
    internal sealed record SentMessage(Guid? MessageId, string Type, DateTimeOffset? DueAt);

    /// <summary>A message that has not been sent.</summary>
    /// <param name="TimerId">For a timer: the id by which it is fired or moved.</param>
    /// <param name="MessageId">Its id.</param>
    /// <param name="Type">Its type.</param>
    /// <param name="DueAt">For a timer: when it fires.</param>
    /// <param name="Destination">Where it goes.</param>
    /// <param name="Body">Its body.</param>
    internal sealed record WaitingMessage(
        Guid? TimerId, Guid MessageId, string Type, DateTimeOffset? DueAt, string Destination, string Body)
    {
        /// <summary>How often it was handled and failed; zero for one that has not been delivered.</summary>
        public int Attempts { get; init; }

        /// <summary>Why it failed the last time; null if it has not.</summary>
        public string? LastError { get; init; }
    }

    private static WaitingMessage Show(OutboxMessage message, SagaRedactor mask)
    {
        var headers = TransportHeaders.Deserialize(message.Headers);
        var error = headers.GetValueOrDefault(TransportHeaders.LastError);
        return new WaitingMessage(
            message.DueAt is not null && error is null ? message.OutboxId : null, message.MessageId,
            ShownDeadLetter.Message(message.MessageTypes),
            message.DueAt, message.DestinationAddress, mask.Body(ReadableBody.TextOrNote(
                message.Body, message.Bytes, message.ContentType, message.Wire)))
        {
            Attempts = int.TryParse(
                headers.GetValueOrDefault(TransportHeaders.Redeliveries), CultureInfo.InvariantCulture, out var count)
                ? count
                : 0,
            LastError = mask.Text(error),
        };
    }

    private KeyValuePair<string, string> ShowField(KeyValuePair<string, JsonNode?> field) =>
        new(field.Key, ShownAmounts.In(field.Key, field.Value, kind.Amounts) switch
        {
            null => "–",
            var value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            var value => value.ToJsonString(Plain),
        });
}
