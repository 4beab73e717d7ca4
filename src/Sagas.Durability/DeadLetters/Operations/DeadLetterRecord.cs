using System.Text.Json;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>A dead letter as the audit keeps it: all of it, so that nothing is lost when it is discarded.</summary>
internal static class DeadLetterRecord
{
    public static object Whole(DeadLetter letter) => new
    {
        letter.DeadLetterId,
        letter.MessageId,
        letter.ConversationId,
        letter.MessageTypes,
        letter.Endpoint,
        letter.ConsumerId,
        letter.SagaId,
        letter.ContentType,
        Headers = JsonSerializer.Deserialize<JsonElement>(letter.Headers),
        letter.Body,
        letter.Reason,
        letter.ExceptionType,
        letter.ExceptionDetail,
        letter.Attempts,
        letter.DeadAt,
    };

    /// <summary>A short form, for a dead letter that is sent again unchanged: all of it is in the message.</summary>
    public static object Short(DeadLetter letter) => new
    {
        letter.Endpoint,
        letter.MessageId,
        letter.MessageTypes,
        letter.Reason,
        letter.ExceptionType,
        letter.Attempts,
        letter.DeadAt,
    };

    /// <summary>The parts that can be edited.</summary>
    public static object Editable(string body, string headers) => new { Body = body, Headers = JsonSerializer.Deserialize<JsonElement>(headers) };
}
