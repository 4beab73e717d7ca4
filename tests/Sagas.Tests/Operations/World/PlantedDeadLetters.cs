using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts.Orders;
using Sagas.Durability.Tables;

namespace Sagas.Tests.Operations.World;

/// <summary>Dead letters with something to see in them.</summary>
internal static class PlantedDeadLetters
{
    public const string Email = "ada@example.com";
    public const string ExceptionType = "Sagas.Tests.GatewayAwayException";

    /// <summary>A letter whose message lacks its reason, so that nobody can read it.</summary>
    public static DeadLetter New(string endpoint, DateTimeOffset deadAt, Guid? sagaId = null, Guid? conversationId = null)
    {
        var messageId = Guid.NewGuid();
        return new DeadLetter
        {
            DeadLetterId = Guid.CreateVersion7(deadAt),
            MessageId = messageId,
            ConversationId = conversationId ?? Guid.NewGuid(),
            MessageTypes = MessageUrn.ForTypeString<CancelOrder>(),
            Endpoint = endpoint,
            SagaId = sagaId,
            ContentType = "application/vnd.masstransit+json",
            Headers = """{"Colour":"red"}""",
            Body = BodyOf(messageId, $$"""{"orderId":"{{Guid.NewGuid()}}","email":"{{Email}}"}"""),
            Reason = $"Nobody reaches {Email}.",
            ExceptionType = ExceptionType,
            ExceptionDetail = $"{ExceptionType}: Nobody reaches {Email}.\n   at Sagas.Tests.Planted()",
            Attempts = 3,
            // Times are stored by the millisecond.
            DeadAt = DateTimeOffset.FromUnixTimeMilliseconds(deadAt.ToUnixTimeMilliseconds()),
        };
    }

    public static string BodyOf(Guid messageId, string message) =>
        $$"""{"messageId":"{{messageId}}","messageType":["{{MessageUrn.ForTypeString<CancelOrder>()}}"],"message":{{message}}}""";

    public static async Task<DeadLetter> PlantAsync(this DbContext db, DeadLetter deadLetter)
    {
        db.Add(deadLetter);
        await db.SaveChangesAsync();
        return deadLetter;
    }
}
