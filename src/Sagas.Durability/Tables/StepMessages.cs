using System.Text.Json;

namespace Sagas.Durability.Tables;

/// <summary>Reads which messages a step has sent.</summary>
internal static class StepMessages
{
    /// <summary>The ids of the messages.</summary>
    /// <param name="messages">The step's <see cref="SagaTransition.Messages"/>.</param>
    public static IEnumerable<Guid> IdsOf(string messages) =>
        (JsonSerializer.Deserialize<List<Sent>>(messages, JsonSerializerOptions.Web) ?? []).Select(message => message.MessageId)
        .OfType<Guid>();

    private sealed record Sent(Guid? MessageId);
}
