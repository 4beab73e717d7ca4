using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.Options;
using Sagas.Access.Callers;
using Sagas.Access.Settings;

namespace Sagas.Access.Configuration;

/// <summary>
/// Stands in for all policies while no access is configured: whoever is on this machine may do everything, and nobody else
/// anything, unless everybody may. What it answers is made once, since orders come this way.
/// </summary>
public sealed class UnconfiguredAccess(IOptions<AccessOptions> options) : IPolicyEvaluator
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

    // Without an address it comes by a socket of this machine. Headers that a proxy adds are not read: anybody can send them.
    private static bool IsOnThisMachine(ConnectionInfo connection) =>
        connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);

    private static Task<AuthenticateResult> Result(string name) =>
        Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(Actor.Everything(name), AccessOptions.Section)));
}
