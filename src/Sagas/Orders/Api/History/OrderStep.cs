using System.Text.Json;
using Sagas.Durability.Tables;

namespace Sagas.Orders.Api.History;

/// <summary>One step of an order's process.</summary>
/// <param name="Version">The order's version after the step.</param>
/// <param name="Event">What caused the step, such as <c>PaymentCompleted</c>.</param>
/// <param name="From">State before; <c>Initial</c> for the first step.</param>
/// <param name="To">State after.</param>
/// <param name="At">When, UTC.</param>
/// <param name="MessageId">Id of the message that caused it.</param>
/// <param name="ConversationId">Conversation of that message.</param>
/// <param name="Changes">
/// The fields that changed, with their new values. Applying all of them in order gives the order's current state; but
/// `email` and `paymentToken` are masked here, such as `a***@example.com` and `***visa`.
/// </param>
/// <param name="Messages">The messages that the step sent.</param>
internal record OrderStep(
    int Version,
    string Event,
    string From,
    string To,
    DateTimeOffset At,
    Guid? MessageId,
    Guid? ConversationId,
    IReadOnlyDictionary<string, JsonElement> Changes,
    IReadOnlyList<SentMessage> Messages)
{
    /// <summary>Creates the view from a row of the history.</summary>
    /// <param name="row">The row.</param>
    /// <param name="shown">Hides what is not for everyone.</param>
    public static OrderStep FromRow(SagaTransition row, ShownChanges shown) => new(
        row.Version,
        row.Event,
        row.FromState,
        row.ToState,
        row.At,
        row.MessageId,
        row.ConversationId,
        shown.Of(row.Changes),
        JsonSerializer.Deserialize<List<SentMessage>>(row.Messages, JsonSerializerOptions.Web) ?? []);
}

/// <summary>A message that a step sent.</summary>
/// <param name="MessageId">The message's id.</param>
/// <param name="Type">The message's type, such as <c>ProcessPayment</c>.</param>
/// <param name="DueAt">For a timer: when it fires, UTC; otherwise null.</param>
internal record SentMessage(Guid? MessageId, string Type, DateTimeOffset? DueAt);
