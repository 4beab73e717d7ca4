using System.Text.Json;
using Sagas.Durability.Tables;

namespace Sagas.Operations.DeadLetters;

/// <summary>A dead letter in full.</summary>
/// <param name="DeadLetterId">The dead letter.</param>
/// <param name="MessageId">Id of the message; null if it had none.</param>
/// <param name="ConversationId">Conversation of the message; null if it had none.</param>
/// <param name="MessageTypes">
/// Every message type it can be read as, the most specific first; none if it could not be read.
/// </param>
/// <param name="Endpoint">The queue that it was taken from.</param>
/// <param name="ConsumerId">The consumer or saga that failed on it; null if none received it.</param>
/// <param name="SagaId">The saga it was meant for; null if it names none.</param>
/// <param name="Reason">Why it became a dead letter.</param>
/// <param name="ExceptionType">Full name of the exception; null if there was none.</param>
/// <param name="ExceptionDetail">The exception with its stack trace; null if there was none.</param>
/// <param name="Attempts">How often it was delivered without success.</param>
/// <param name="DeadAt">When it became a dead letter.</param>
/// <param name="ContentType">Media type of the body.</param>
/// <param name="Headers">Headers of the transport.</param>
/// <param name="Body">
/// The message as it was received. <c>email</c>, <c>paymentToken</c> and other secrets are masked for
/// callers who may not see them.
/// </param>
internal record DeadLetterView(
    Guid DeadLetterId, Guid? MessageId, Guid? ConversationId, IReadOnlyList<string> MessageTypes, string Endpoint,
    string? ConsumerId, Guid? SagaId, string Reason, string? ExceptionType, string? ExceptionDetail, int Attempts,
    DateTimeOffset DeadAt, string ContentType, IReadOnlyDictionary<string, string?> Headers, string Body)
{
    /// <summary>Creates the view of a dead letter.</summary>
    /// <param name="deadLetter">The dead letter.</param>
    /// <returns>What is shown of it.</returns>
    public static DeadLetterView Of(DeadLetter deadLetter) => new(
        deadLetter.DeadLetterId, deadLetter.MessageId, deadLetter.ConversationId, DeadLetterItem.Types(deadLetter.MessageTypes),
        deadLetter.Endpoint, deadLetter.ConsumerId, deadLetter.SagaId, deadLetter.Reason, deadLetter.ExceptionType,
        deadLetter.ExceptionDetail, deadLetter.Attempts, deadLetter.DeadAt, deadLetter.ContentType,
        JsonSerializer.Deserialize<Dictionary<string, string?>>(deadLetter.Headers) ?? [], deadLetter.Body);
}
