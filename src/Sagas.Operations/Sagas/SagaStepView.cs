using System.Text.Json.Nodes;
using Sagas.Durability.Tables;
using Sagas.Operations.Redaction;

namespace Sagas.Operations.Sagas;

/// <summary>One step of a saga.</summary>
/// <param name="Version">The version that it reached.</param>
/// <param name="Event">The message that caused it.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
/// <param name="At">When, UTC.</param>
/// <param name="MessageId">The message's id.</param>
/// <param name="ConversationId">The message's conversation.</param>
/// <param name="TraceId">The trace in which the step was taken, 32 hexadecimal digits.</param>
/// <param name="Changes">The fields that changed, with their new values.</param>
/// <param name="Messages">The messages that it sent.</param>
internal record SagaStepView(
    int Version, string Event, string From, string To, DateTimeOffset At, Guid? MessageId, Guid? ConversationId, string? TraceId,
    IReadOnlyDictionary<string, JsonNode?> Changes, JsonNode? Messages)
{
    internal static SagaStepView Of(SagaTransition step, SagaRedactor mask) => new(
        step.Version, step.Event, step.FromState, step.ToState, step.At, step.MessageId, step.ConversationId, step.TraceId,
        mask.Fields(step.Changes), JsonNode.Parse(step.Messages));
}
