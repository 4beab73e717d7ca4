using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Sagas.Access.Settings;

namespace Sagas.Access.Limits;

/// <summary>
/// Counts invalid keys and tokens by the caller's address. Valid ones are never delayed: many callers may share an address.
/// </summary>
internal sealed class FailedAttempts(IOptions<AccessOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(
        address => AccessLimits.Limit(address, options.Value.FailureLimit));

    /// <summary>Counts an attempt.</summary>
    /// <param name="http">The request.</param>
    /// <returns>Whether it was within the limit.</returns>
    public RateLimitLease Count(HttpContext http) => _limiter.AttemptAcquire(AccessLimits.AddressOf(http));

    /// <inheritdoc />
    public void Dispose() => _limiter.Dispose();
}
