namespace Sagas.Access.Settings;

/// <summary>Whose tokens are accepted, section <c>Sagas:Access:Jwt</c>.</summary>
public class JwtOptions
{
    internal const string UsualRoleClaim = "roles";
    internal const string UsualNameClaim = "sub";

    /// <summary>The identity provider, which publishes its keys under <c>/.well-known/openid-configuration</c>.</summary>
    public Uri? Authority { get; set; }

    /// <summary>The audience that the tokens must have.</summary>
    public string Audience { get; set; } = "";

    /// <summary>The issuer that the tokens must name; if empty, the one that the authority publishes.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Instead of an authority: the secret that tokens are signed with (HS256), at least 32 bytes.</summary>
    public string SigningKey { get; set; } = "";

    /// <summary>The claim that holds the roles.</summary>
    public string RoleClaim { get; set; } = UsualRoleClaim;

    /// <summary>The claim that holds the caller's name.</summary>
    public string NameClaim { get; set; } = UsualNameClaim;

    /// <summary>Whether tokens are accepted.</summary>
    public bool IsSet => Authority is not null || SigningKey.Length > 0;
}
