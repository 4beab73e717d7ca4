using Microsoft.Extensions.Options;

namespace Sagas.Orders.Api.Submitting;

/// <summary>
/// Limits how many requests wait for the database when it falls behind: only so many may be about to store something at a time.
/// From half of them on, each takes longer, and when all places are taken it is refused.
/// </summary>
/// <param name="options">The limit.</param>
/// <param name="time">The clock.</param>
internal class SubmissionPlaces(IOptions<OrdersApiOptions> options, TimeProvider time)
{
    private readonly int _limit = options.Value.SubmissionLimit;
    private int _taken;

    /// <summary>Takes a place, perhaps after a delay.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The place, which is released by disposing of it; null if all are taken.</returns>
    public async Task<IDisposable?> TakeAsync(CancellationToken cancellationToken)
    {
        var taken = Interlocked.Increment(ref _taken);
        var isKept = false;
        try
        {
            if (taken > _limit)
                return null;
            await Slowdown.WaitAsync(taken, _limit, time, cancellationToken);
            isKept = true;
            return new Place(this);
        }
        finally
        {
            if (!isKept)
                Interlocked.Decrement(ref _taken);
        }
    }

    private sealed class Place(SubmissionPlaces places) : IDisposable
    {
        private SubmissionPlaces? _places = places;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _places, null) is { } places)
                Interlocked.Decrement(ref places._taken);
        }
    }
}
