namespace Sagas.Durability.Tables;

/// <summary>
/// One step of a saga, written in the transaction of the step itself. Applying the changes of all steps in the order of
/// their versions gives the saga's current state.
/// </summary>
public class SagaTransition
{
    /// <summary>MassTransit's name of the state before the first step.</summary>
    public const string InitialState = "Initial";

    /// <summary>Position in the history of all sagas, assigned by the database; it increases, and may have gaps.</summary>
    public long Position { get; init; }

    /// <summary>The saga's type, such as <c>OrderState</c>.</summary>
    public required string SagaType { get; init; }

    /// <summary>The saga.</summary>
    public Guid SagaId { get; init; }

    /// <summary>The version that the saga reached, from 1 and without gaps.</summary>
    public int Version { get; init; }

    /// <summary>
    /// Whether an earlier saga with this id had ended and kept no row, and this step begins a new one. Versions continue; the
    /// state and the changes start from a blank saga.
    /// </summary>
    public bool BeginsAgain { get; init; }

    /// <summary>The message type that caused the step, such as <c>PaymentCompleted</c>.</summary>
    public required string Event { get; init; }

    /// <summary>State before the step; <c>Initial</c> for the first.</summary>
    public required string FromState { get; init; }

    /// <summary>State after the step.</summary>
    public required string ToState { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Id of the message that caused it.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>Conversation of that message.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>
    /// The trace in which the step was taken, in the W3C format: 32 hexadecimal digits; null if there was none.
    /// </summary>
    public string? TraceId { get; init; }

    /// <summary>The fields that changed with their new values, a JSON object in camelCase.</summary>
    public required string Changes { get; init; }

    /// <summary>The messages sent by the step, a JSON array of <c>{"messageId","type","dueAt"}</c>.</summary>
    public required string Messages { get; init; }

    /// <summary>Whether the saga did not exist before this step.</summary>
    internal bool IsBeginning => Version == 1 || BeginsAgain;
}
