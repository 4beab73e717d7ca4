using Microsoft.EntityFrameworkCore;

namespace Sagas.Durability.Receive;

/// <summary>Knows which queues are left alone because most of their messages fail.</summary>
internal interface IKnownPauses
{
    /// <summary>The queues, and until when each is paused; in the past, if one message of it is being tried.</summary>
    /// <param name="context">The database.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    Task<IReadOnlyDictionary<string, DateTimeOffset>> ReadAsync(DbContext context, CancellationToken cancellationToken);
}

/// <summary>Knows the pauses of this process only, where processes do not tell each other.</summary>
internal sealed class OwnPauses(PausedQueues pauses) : IKnownPauses
{
    public Task<IReadOnlyDictionary<string, DateTimeOffset>> ReadAsync(DbContext context, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, DateTimeOffset>>(
            pauses.Now.ToDictionary(pause => pause.Endpoint, pause => pause.Until, StringComparer.Ordinal));
}
