using System.Text.Json;
using System.Text.Json.Nodes;
using Sagas.Durability.Catalogue;
using Sagas.Durability.History;

namespace Sagas.Operations.Api;

/// <summary>One step of a saga.</summary>
/// <param name="Version">The version that it reached.</param>
/// <param name="Event">The message that caused it.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
/// <param name="At">When, UTC.</param>
/// <param name="MessageId">The message's id.</param>
/// <param name="ConversationId">The message's conversation.</param>
/// <param name="Changes">The fields that changed, with their new values.</param>
/// <param name="Messages">The messages that it sent.</param>
public record SagaStepView(
    int Version, string Event, string From, string To, DateTimeOffset At, Guid? MessageId, Guid? ConversationId,
    IReadOnlyDictionary<string, JsonNode?> Changes, JsonNode? Messages)
{
    internal static SagaStepView Of(SagaKind kind, SagaTransition step, bool showsSecrets) => new(
        step.Version, step.Event, step.FromState, step.ToState, step.At, step.MessageId, step.ConversationId,
        SagaView.FieldsOf(kind, JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(step.Changes) ?? [], showsSecrets),
        JsonNode.Parse(step.Messages));
}
