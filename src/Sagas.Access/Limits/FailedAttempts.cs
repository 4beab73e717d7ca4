using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Sagas.Access.Settings;

namespace Sagas.Access.Limits;

/// <summary>
/// Counts wrong keys and tokens by where they come from. Right ones are never held up: behind one address there may be many.
/// </summary>
public sealed class FailedAttempts(IOptions<AccessOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(
        address => AccessLimits.Limit(address, options.Value.FailureLimit));

    /// <summary>Counts one.</summary>
    /// <param name="http">The request.</param>
    /// <returns>Whether it was not yet too many.</returns>
    public RateLimitLease Count(HttpContext http) => _limiter.AttemptAcquire(AccessLimits.AddressOf(http));

    /// <inheritdoc />
    public void Dispose() => _limiter.Dispose();
}
