using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Sagas.Access.Callers;
using Sagas.Access.Settings;

namespace Sagas.Access.Configuration;

/// <summary>
/// Replaces all policies while no access is configured: anyone on this machine may do everything, and nobody else anything,
/// unless everyone may. Its results are created once, because orders take this path.
/// </summary>
internal sealed class UnconfiguredAccess(UnconfiguredRules rules) : IPolicyEvaluator
{
    private static readonly Task<AuthenticateResult> Local = Result(Actor.Local);
    private static readonly Task<AuthenticateResult> Anonymous = Result(Actor.Anonymous);
    private static readonly Task<AuthenticateResult> Nobody = Task.FromResult(AuthenticateResult.NoResult());
    private static readonly Task<PolicyAuthorizationResult> Success = Task.FromResult(PolicyAuthorizationResult.Success());
    private static readonly Task<PolicyAuthorizationResult> Forbidden = Task.FromResult(PolicyAuthorizationResult.Forbid());

    /// <inheritdoc />
    public Task<AuthenticateResult> AuthenticateAsync(AuthorizationPolicy policy, HttpContext context)
    {
        if (rules.Check(context) != UnconfiguredRefusal.None)
            return Nobody;
        return UnconfiguredRules.IsOnThisMachine(context.Connection) ? Local : Anonymous;
    }

    /// <inheritdoc />
    public Task<PolicyAuthorizationResult> AuthorizeAsync(
        AuthorizationPolicy policy, AuthenticateResult authenticationResult, HttpContext context, object? resource) =>
        authenticationResult.Succeeded ? Success : Forbidden;

    private static Task<AuthenticateResult> Result(string name) =>
        Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(Actor.Everything(name), AccessOptions.Section)));
}
