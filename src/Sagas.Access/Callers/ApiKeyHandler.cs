using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Sagas.Access.Callers;

/// <summary>Identifies callers by the header <c>X-Api-Key</c>.</summary>
internal class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KnownCallers callers)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <inheritdoc />
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        Request.Headers[ApiKey.Header] is [{ Length: > 0 } key] && callers.FindByKey(key) is { } caller
            ? AuthenticateResult.Success(new AuthenticationTicket(caller, Scheme.Name))
            : AuthenticateResult.Fail("Unknown API key."));
}
