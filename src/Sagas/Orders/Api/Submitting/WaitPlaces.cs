using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Sagas.Access.Limits;

namespace Sagas.Orders.Api.Submitting;

/// <summary>
/// How many requests of each caller may wait for their order to end. Beyond that, the order is taken and answered at once:
/// a preference need not be followed.
/// </summary>
internal sealed class WaitPlaces(IOptions<OrdersApiOptions> options)
{
    private readonly ConcurrentDictionary<string, int> _taken = new(StringComparer.Ordinal);

    /// <summary>Takes a place.</summary>
    /// <param name="http">The request.</param>
    /// <returns>Gives the place back; null if the caller has them all.</returns>
    public IDisposable? Take(HttpContext http)
    {
        var caller = AccessLimits.CallerOf(http);
        if (_taken.AddOrUpdate(caller, 1, static (_, taken) => taken + 1) <= options.Value.WaitLimit)
            return new Place(this, caller);
        GiveBack(caller);
        return null;
    }

    // Who does not wait any more is forgotten, or the list would grow for ever.
    private void GiveBack(string caller)
    {
        _taken.AddOrUpdate(caller, 0, static (_, taken) => taken - 1);
        _taken.TryRemove(KeyValuePair.Create(caller, 0));
    }

    private sealed class Place(WaitPlaces places, string caller) : IDisposable
    {
        private WaitPlaces? _places = places;

        public void Dispose() => Interlocked.Exchange(ref _places, null)?.GiveBack(caller);
    }
}
