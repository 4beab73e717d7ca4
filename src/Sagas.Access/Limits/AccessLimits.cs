using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Sagas.Access.Callers;
using Sagas.Access.Settings;

namespace Sagas.Access.Limits;

/// <summary>Limits how often something may be tried. Beyond that the response is 429 with <c>Retry-After</c>.</summary>
internal static class AccessLimits
{
    /// <summary>For every route by which an operator changes something: a number per minute and actor.</summary>
    public const string Actions = "operations.actions";

    /// <summary>For signing in: a number of attempts per minute and address.</summary>
    public const string SignIns = "sign-ins";

    /// <summary>For routes that go on answering until the caller leaves: a number at a time and caller.</summary>
    public const string Streams = "streams";

    private const int BytesOfNetwork = 8;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    internal static IServiceCollection AddAccessLimits(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = (rejected, _) => RefuseAsync(rejected.HttpContext, rejected.Lease);
        limits.AddPolicy(SignIns, http => Limit(AddressOf(http), OptionsOf(http).SignInLimit));
        limits.AddPolicy(Actions, http => Limit(Actor.IdentityOf(http.User), OptionsOf(http).ActionLimit));
        limits.AddPolicy(Streams, http => RateLimitPartition.GetConcurrencyLimiter(
            CallerOf(http), _ => new ConcurrencyLimiterOptions { PermitLimit = OptionsOf(http).StreamLimit }));
    });

    /// <summary>Who calls: by name, or, where nobody is asked for a name, by address.</summary>
    internal static string CallerOf(HttpContext http) =>
        Actor.IdentityOf(http.User) is var name && name is not (Actor.Local or Actor.Anonymous)
            ? name
            : $"{name} {AddressOf(http)}";

    /// <summary>A partition of a limiter that allows a number per minute.</summary>
    internal static RateLimitPartition<string> Limit(string who, int permits) => RateLimitPartition.GetFixedWindowLimiter(
        who, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = Window });

    /// <summary>The caller, as far as the network shows. A single customer has a whole network of IPv6 addresses.</summary>
    internal static string AddressOf(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address)
            return "";
        return address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            && !IPAddress.IsLoopback(address)
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, BytesOfNetwork))
            : address.ToString();
    }

    /// <summary>Responds that the limit was exceeded, and when to try again.</summary>
    internal static async ValueTask RefuseAsync(HttpContext http, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : Window;
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await http.RequestServices.GetRequiredService<IProblemDetailsService>()
            .TryWriteAsync(new() { HttpContext = http, ProblemDetails = { Status = StatusCodes.Status429TooManyRequests } });
    }

    private static AccessOptions OptionsOf(HttpContext http) =>
        http.RequestServices.GetRequiredService<IOptions<AccessOptions>>().Value;
}
