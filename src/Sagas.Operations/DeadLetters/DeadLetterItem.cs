using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Tables;

namespace Sagas.Operations.DeadLetters;

/// <summary>A dead letter in a list.</summary>
/// <param name="DeadLetterId">The dead letter.</param>
/// <param name="MessageId">Id of the message; null if it carried none.</param>
/// <param name="ConversationId">Conversation of the message; null if it carried none.</param>
/// <param name="MessageTypes">
/// Every message type it can be read as, the most specific first; none if it could not be read.
/// </param>
/// <param name="Endpoint">The queue that it was taken from.</param>
/// <param name="ConsumerId">The consumer or saga that failed on it; null if none received it.</param>
/// <param name="SagaId">The saga it was meant for; null if it names none.</param>
/// <param name="Reason">Why it became a dead letter.</param>
/// <param name="ExceptionType">Full name of the exception; null if there was none.</param>
/// <param name="Attempts">How often it was delivered without success.</param>
/// <param name="DeadAt">When it became a dead letter.</param>
/// <param name="State">
/// `Undecided`: it waits for a decision. `BeingRetried`: it was sent again, and the result is not known yet.
/// </param>
/// <param name="RetriedAt">When it was sent again; null if it was not.</param>
/// <param name="RetriedBy">Who sent it again, or started the retry job that did; null if nobody has.</param>
/// <param name="RetryJobId">The retry job that sent it again; null if it was not sent by a job.</param>
/// <param name="Saga">
/// The saga that it is about, with its state now and why it may be pointless to retry the dead letter; null if none is known.
/// </param>
internal record DeadLetterItem(
    Guid DeadLetterId, Guid? MessageId, Guid? ConversationId, IReadOnlyList<string> MessageTypes, string Endpoint,
    string? ConsumerId, Guid? SagaId, string Reason, string? ExceptionType, int Attempts, DateTimeOffset DeadAt,
    string State, DateTimeOffset? RetriedAt, string? RetriedBy, Guid? RetryJobId, SagaOfLetter? Saga)
{
    /// <summary>Creates the view of a dead letter.</summary>
    /// <param name="deadLetter">The dead letter.</param>
    /// <param name="saga">The saga that it is about.</param>
    /// <returns>What a list shows of it.</returns>
    public static DeadLetterItem Of(DeadLetter deadLetter, SagaOfLetter? saga) => new(
        deadLetter.DeadLetterId, deadLetter.MessageId, deadLetter.ConversationId, Types(deadLetter.MessageTypes),
        deadLetter.Endpoint, deadLetter.ConsumerId,
        deadLetter.SagaId, deadLetter.Reason, deadLetter.ExceptionType, deadLetter.Attempts, deadLetter.DeadAt,
        StateOf(deadLetter), deadLetter.RetriedAt, deadLetter.RetriedBy, deadLetter.RetryJobId, saga);

    internal static string StateOf(DeadLetter deadLetter) =>
        (deadLetter.IsBeingRetried ? DeadLetterState.BeingRetried : DeadLetterState.Undecided).ToString();

    internal static IReadOnlyList<string> Types(string messageTypes) =>
        messageTypes.Split(';', StringSplitOptions.RemoveEmptyEntries);
}
