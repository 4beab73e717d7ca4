using Microsoft.Extensions.Options;
using Sagas.Durability.Databases;
using Sagas.Durability.Settings;

namespace Sagas.Durability.Outbox;

/// <summary>
/// How many messages are waiting in the outbox. The database is queried once a second at most, however many callers ask.
/// </summary>
internal sealed class OutboxBacklog
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly DurableDatabase _database;
    private readonly DurabilityOptions _options;
    private readonly TimeProvider _time;
    private DateTimeOffset _freshUntil = DateTimeOffset.MinValue;
    private Task<long> _count = Task.FromResult(0L);

    internal OutboxBacklog(DurableDatabase database, IOptions<DurabilityOptions> options, TimeProvider time)
    {
        _database = database;
        _options = options.Value;
        _time = time;
    }

    /// <summary>Counts messages that are to be sent now, and timers that are due soon.</summary>
    /// <param name="most">Where the count stops: any further messages are not counted.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The count, a second old at most.</returns>
    public Task<long> CountAsync(int most, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            if (now >= _freshUntil || _count.IsFaulted)
            {
                _freshUntil = now + Freshness;
                // The query is shared by all callers, so it does not end with one of them.
                _count = AskAsync(most, now, CancellationToken.None);
            }

            return _count.WaitAsync(cancellationToken);
        }
    }

    private async Task<long> AskAsync(int most, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var scope = _database.CreateScope(out var context);
        return await new OutboxReader(context, now, _options).CountNearAsync(most, cancellationToken);
    }
}
