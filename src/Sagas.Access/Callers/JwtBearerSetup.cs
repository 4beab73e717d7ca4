using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Sagas.Access.Settings;

namespace Sagas.Access.Callers;

/// <summary>Identifies callers by the tokens of an identity provider, <c>Authorization: Bearer …</c>.</summary>
internal static class JwtBearerSetup
{
    /// <summary>The name of the scheme.</summary>
    public const string Scheme = JwtBearerDefaults.AuthenticationScheme;

    // The clocks of provider and service differ a little.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    internal static AuthenticationBuilder AddTokens(this AuthenticationBuilder authentication)
    {
        authentication.AddJwtBearer();
        authentication.Services.AddOptions<JwtBearerOptions>(Scheme)
            .Configure<IOptions<AccessOptions>>((bearer, access) => Configure(bearer, access.Value.Jwt));
        return authentication;
    }

    private static void Configure(JwtBearerOptions bearer, JwtOptions jwt)
    {
        bearer.MapInboundClaims = false;
        bearer.SaveToken = false;
        bearer.Authority = jwt.Authority?.ToString();
        bearer.RequireHttpsMetadata = jwt.Authority is { IsLoopback: false };
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = jwt.Audience,
            ValidIssuer = jwt.Issuer.Length == 0 ? null : jwt.Issuer,
            NameClaimType = jwt.NameClaim,
            RoleClaimType = jwt.RoleClaim,
            ClockSkew = ClockSkew,
        };
        bearer.Events = new JwtBearerEvents { OnTokenValidated = TakeName };
        if (jwt.SigningKey.Length == 0)
            return;
        bearer.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(jwt.SigningKey));
        bearer.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
    }

    // What nobody can be held to account for is not done.
    private static Task TakeName(TokenValidatedContext context)
    {
        if (context.Principal?.Identity is not ClaimsIdentity identity
            || !Actor.TakeName(identity, context.SecurityToken.Issuer))
            context.Fail("The token names nobody.");
        return Task.CompletedTask;
    }
}
