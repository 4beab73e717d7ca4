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
/// <param name="State">
/// `Undecided`: it waits for a decision. `BeingRetried`: it was sent again, and the result is not known yet.
/// </param>
/// <param name="RetriedAt">When it was sent again; null if it was not.</param>
/// <param name="RetriedBy">Who sent it again, or started the retry job that did; null if nobody has.</param>
/// <param name="RetryJobId">The retry job that sent it again; null if it was not sent by a job.</param>
/// <param name="ContentType">Media type of the body, as its sender wrote it; empty if it has none.</param>
/// <param name="Headers">Headers of the transport; those that are no texts are written as people read them.</param>
/// <param name="HeaderTypes">The types of the headers that are no texts. They are sent again with these types.</param>
/// <param name="Properties">Properties of the broker, such as `content-encoding`; null if it tells none.</param>
/// <param name="Body">
/// The message as a text. <c>email</c>, <c>paymentToken</c> and other secrets are masked for callers who may not see them.
/// </param>
/// <param name="BodyNote">
/// What the message is, if it is not simply a text in UTF-8: then `body` is what can be shown of it, and empty if that is
/// nothing.
/// </param>
/// <param name="BodyBase64">
/// The message byte by byte, in Base64, if it is not simply a text in UTF-8. Null for callers who may not see secrets.
/// </param>
/// <param name="Saga">
/// The saga that it is about, with its state now and why it may be pointless to retry the dead letter; null if none is known.
/// </param>
internal record DeadLetterView(
    Guid DeadLetterId, Guid? MessageId, Guid? ConversationId, IReadOnlyList<string> MessageTypes, string Endpoint,
    string? ConsumerId, Guid? SagaId, string Reason, string? ExceptionType, string? ExceptionDetail, int Attempts,
    DateTimeOffset DeadAt, string State, DateTimeOffset? RetriedAt, string? RetriedBy, Guid? RetryJobId,
    string ContentType, IReadOnlyDictionary<string, string?> Headers,
    IReadOnlyDictionary<string, string> HeaderTypes, IReadOnlyDictionary<string, string?>? Properties, string Body,
    string? BodyNote, string? BodyBase64, SagaOfLetter? Saga)
{
    /// <summary>Creates the view of a dead letter.</summary>
    /// <param name="stored">The dead letter.</param>
    /// <param name="shown">The same as the caller may see it.</param>
    /// <param name="saga">The saga that it is about.</param>
    /// <returns>What is shown of it.</returns>
    public static DeadLetterView Of(DeadLetter stored, DeadLetter shown, SagaOfLetter? saga)
    {
        var message = ShownMessage.Of(stored, shown);
        return new DeadLetterView(
            shown.DeadLetterId, shown.MessageId, shown.ConversationId, DeadLetterItem.Types(shown.MessageTypes),
            shown.Endpoint, shown.ConsumerId, shown.SagaId, shown.Reason, shown.ExceptionType,
            shown.ExceptionDetail, shown.Attempts, shown.DeadAt, DeadLetterItem.StateOf(shown), shown.RetriedAt,
            shown.RetriedBy, shown.RetryJobId, shown.ContentType, message.Headers, message.HeaderTypes,
            message.Properties, shown.Body, message.Note, shown.Bytes is null ? null : Convert.ToBase64String(shown.Bytes),
            saga);
    }
}
