using System.Collections.Concurrent;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;
using Sagas.Durability.Commit;
using Sagas.Durability.Tables;

namespace Sagas.Tests.Harness;

/// <summary>Notes every message that a committed unit of work sends, as its row was written to the outbox.</summary>
internal sealed class SentMessages : ICommitListener
{
    private readonly ConcurrentQueue<OutboxMessage> _rows = new();

    public IReadOnlyList<OutboxMessage> Rows => [.. _rows];

    /// <summary>The messages of a type, in the order of their commits.</summary>
    public IReadOnlyList<T> Of<T>()
        where T : class =>
        [.. _rows.Where(row => row.MessageTypes.Split(';').Contains(MessageUrn.ForTypeString<T>(), StringComparer.Ordinal))
            .Select(Read<T>)];

    public void Committed(UnitOfWork unit) => unit.Outgoing.ForEach(_rows.Enqueue);

    private static T Read<T>(OutboxMessage row)
    {
        using var envelope = JsonDocument.Parse(row.Body);
        return envelope.RootElement.GetProperty("message").Deserialize<T>(SystemTextJsonMessageSerializer.Options)!;
    }
}
