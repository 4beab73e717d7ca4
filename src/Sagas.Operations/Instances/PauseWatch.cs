using Microsoft.EntityFrameworkCore;

namespace Sagas.Operations.Instances;

/// <summary>Looks for paused queues for every page that is shown, every two seconds at most.</summary>
internal sealed class PauseWatch(IServiceScopeFactory scopes, TimeProvider time, ILogger<PauseWatch> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private IReadOnlyList<PausedQueueSample> _found = [];
    private long? _lookedAt;

    /// <summary>The paused queues; none if the database does not answer, which pages then tell themselves.</summary>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public async Task<IReadOnlyList<PausedQueueSample>> LatestAsync(CancellationToken cancellationToken)
    {
        if (_lookedAt is { } then && time.GetElapsedTime(then) < Interval)
            return _found;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            _found = await StoredPauses.ReadAsync(
                scope.ServiceProvider.GetRequiredService<DbContext>(), time.GetUtcNow(), cancellationToken);
            _lookedAt = time.GetTimestamp();
            return _found;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogDebug(exception, "Paused queues could not be read");
            return [];
        }
    }
}
