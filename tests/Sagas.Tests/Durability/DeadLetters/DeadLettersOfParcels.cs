using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.DeadLetters.Editing;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.DeadLetters;

/// <summary>Dead letters of parcels, and what operators do with them.</summary>
internal static class DeadLettersOfParcels
{
    public const string Queue = "StampParcel";

    public const string Consumer = "StampParcel:StampParcelConsumer";

    public static readonly AuditedBy Ada = new("ada", "The press is repaired");

    public static DeadLetterService Desk(this DurableHost host) => host.Services.GetRequiredService<DeadLetterService>();

    public static Task<DeadLetterResult> RetryAsync(this DurableHost host, DeadLetter deadLetter, DeadLetterEdit? edit = null) =>
        host.Desk().RetryAsync(deadLetter.DeadLetterId, edit, Ada, CancellationToken.None);

    /// <summary>Lets a message fail for good.</summary>
    public static async Task<DeadLetter> FailAsync(this DurableHost host, Guid? parcelId = null, int amount = 85)
    {
        host.Break();
        var messageId = Guid.NewGuid();
        await host.DeliverAsync(Queue, new StampParcel(parcelId ?? Guid.NewGuid(), amount), messageId);
        return await host.UntilLetterAsync(messageId);
    }

    public static async Task<DeadLetter> UntilLetterAsync(this DurableHost host, Guid messageId)
    {
        await host.UntilAsync(
            db => db.Set<DeadLetter>().AnyAsync(deadLetter => deadLetter.MessageId == messageId), "the dead letter");
        await host.UntilQuietAsync();
        return await host.InDatabaseAsync(
            db => db.Set<DeadLetter>().AsNoTracking().SingleAsync(deadLetter => deadLetter.MessageId == messageId));
    }

    public static void Break(this DurableHost host) =>
        host.Script.DuringConsume = (_, _) => throw new InvalidOperationException("The press broke.");

    public static void Repair(this DurableHost host) => host.Script.DuringConsume = (_, _) => Task.CompletedTask;

    /// <summary>Stores letters of messages that can be handled, as if they had been given up a second apart.</summary>
    public static async Task<IReadOnlyList<DeadLetter>> PlantAsync(
        this DurableHost host, int count, Func<int, int>? amount = null)
    {
        var deadLetters = Enumerable.Range(0, count).Select(
            number => NewLetter(host, number, new StampParcel(Guid.NewGuid(), amount?.Invoke(number) ?? number))).ToList();
        await host.PlantAsync(deadLetters);
        return deadLetters;
    }

    public static Task<int> PlantAsync(this DurableHost host, params IEnumerable<DeadLetter> deadLetters) =>
        host.InDatabaseAsync(db =>
        {
            db.AddRange(deadLetters);
            return db.SaveChangesAsync();
        });

    public static Task<int> CountStampsAsync(this DurableHost host) => host.InDatabaseAsync(db => db.Set<Stamp>().CountAsync());

    public static Task<int> CountLettersAsync(this DurableHost host) =>
        host.InDatabaseAsync(db => db.Set<DeadLetter>().CountAsync());

    public static Task<List<AuditEntry>> AuditAsync(this DurableHost host) =>
        host.InDatabaseAsync(db => db.Set<AuditEntry>().AsNoTracking().OrderBy(entry => entry.At).ToListAsync());

    public static DeadLetter NewLetter(
        DurableHost host, int number, StampParcel message, string queue = Queue, string? consumer = Consumer,
        string? exception = "System.InvalidOperationException")
    {
        var (messageId, urn) = (Guid.NewGuid(), MessageUrn.ForTypeString<StampParcel>());
        return new DeadLetter
        {
            DeadLetterId = Guid.CreateVersion7(host.Time.GetUtcNow()),
            MessageId = messageId,
            ConversationId = Guid.NewGuid(),
            MessageTypes = urn,
            Endpoint = queue,
            ConsumerId = consumer,
            ContentType = "application/vnd.masstransit+json",
            Headers = """{"Sagas-Redeliveries":"3","Colour":"red"}""",
            Body = $$"""
                {"messageId":"{{messageId}}","messageType":["{{urn}}"],"message":{"parcelId":"{{message.ParcelId}}","amount":{{message.Amount}} } }
                """,
            Reason = "The press broke.",
            ExceptionType = exception,
            Attempts = 4,
            DeadAt = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(number),
        };
    }
}
