using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.Options;
using Sagas.Access.Callers;
using Sagas.Access.Settings;

namespace Sagas.Access.Configuration;

/// <summary>
/// Replaces all policies while no access is configured: anyone on this machine may do everything, and nobody else anything,
/// unless everyone may. Its results are created once, because orders take this path.
/// </summary>
internal sealed class UnconfiguredAccess(IOptions<AccessOptions> options) : IPolicyEvaluator
{
    private static readonly Task<AuthenticateResult> Local = Result(Actor.Local);
    private static readonly Task<AuthenticateResult> Anonymous = Result(Actor.Anonymous);
    private static readonly Task<AuthenticateResult> Nobody = Task.FromResult(AuthenticateResult.NoResult());
    private static readonly Task<PolicyAuthorizationResult> Success = Task.FromResult(PolicyAuthorizationResult.Success());
    private static readonly Task<PolicyAuthorizationResult> Forbidden = Task.FromResult(PolicyAuthorizationResult.Forbid());

    private readonly bool _everybody = options.Value.AllowAnonymous;

    /// <inheritdoc />
    public Task<AuthenticateResult> AuthenticateAsync(AuthorizationPolicy policy, HttpContext context)
    {
        if (IsOnThisMachine(context.Connection))
            return Local;
        return _everybody ? Anonymous : Nobody;
    }

    /// <inheritdoc />
    public Task<PolicyAuthorizationResult> AuthorizeAsync(
        AuthorizationPolicy policy, AuthenticateResult authenticationResult, HttpContext context, object? resource) =>
        authenticationResult.Succeeded ? Success : Forbidden;

    // Without an address it arrived through a local socket. Headers added by proxies are ignored, because anybody can send them.
    private static bool IsOnThisMachine(ConnectionInfo connection) =>
        connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);

    private static Task<AuthenticateResult> Result(string name) =>
        Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(Actor.Everything(name), AccessOptions.Section)));
}
