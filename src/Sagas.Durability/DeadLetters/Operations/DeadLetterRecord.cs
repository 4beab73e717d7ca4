using System.Text.Json;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.Messages;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>A dead letter as the audit keeps it: all of it, so that nothing is lost when it is discarded.</summary>
internal static class DeadLetterRecord
{
    public static object Whole(DeadLetter deadLetter) => new
    {
        deadLetter.DeadLetterId,
        deadLetter.MessageId,
        deadLetter.ConversationId,
        deadLetter.MessageTypes,
        deadLetter.Endpoint,
        deadLetter.ConsumerId,
        deadLetter.SagaId,
        deadLetter.ContentType,
        Headers = JsonSerializer.Deserialize<JsonElement>(deadLetter.Headers),
        deadLetter.Wire,
        deadLetter.Body,
        BodyBase64 = deadLetter.Bytes,
        deadLetter.Reason,
        deadLetter.ExceptionType,
        deadLetter.ExceptionDetail,
        deadLetter.Attempts,
        deadLetter.DeadAt,
    };

    /// <summary>A short form, for a dead letter that is sent again unchanged: all of it is in the message.</summary>
    public static object Short(DeadLetter deadLetter) => new
    {
        deadLetter.Endpoint,
        deadLetter.ConsumerId,
        MessageId = RetriedMessage.IdOf(deadLetter),
        deadLetter.MessageTypes,
        deadLetter.Reason,
        deadLetter.ExceptionType,
        deadLetter.Attempts,
        deadLetter.DeadAt,
    };

    /// <summary>The parts that can be edited, as they are, and by which the outcome is found.</summary>
    public static object Editable(DeadLetter deadLetter) => new
    {
        deadLetter.Endpoint,
        deadLetter.ConsumerId,
        MessageId = RetriedMessage.IdOf(deadLetter),
        deadLetter.ContentType,
        deadLetter.Body,
        BodyBase64 = deadLetter.Bytes,
        Headers = JsonSerializer.Deserialize<JsonElement>(deadLetter.Headers),
        deadLetter.Wire,
    };

    /// <summary>
    /// The parts that can be edited, with the changes. Bytes that stay are recorded with what was there before.
    /// </summary>
    public static object Edited(DeadLetter deadLetter, DeadLetterEdit edit) => new
    {
        deadLetter.Endpoint,
        deadLetter.ConsumerId,
        MessageId = RetriedMessage.IdOf(deadLetter, edit),
        ContentType = edit.ContentTypeOf(deadLetter),
        Body = edit.Body ?? deadLetter.Body,
        Headers = JsonSerializer.Deserialize<JsonElement>(TransportHeaders.Serialize(edit.HeadersOf(deadLetter))),
    };
}
