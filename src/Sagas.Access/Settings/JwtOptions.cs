namespace Sagas.Access.Settings;

/// <summary>Whose tokens are accepted, section <c>Sagas:Access:Jwt</c>.</summary>
public class JwtOptions
{
    internal const string UsualRoleClaim = "roles";
    internal const string UsualNameClaim = "sub";

    /// <summary>The identity provider, which tells its keys under <c>/.well-known/openid-configuration</c>.</summary>
    public Uri? Authority { get; set; }

    /// <summary>What the tokens are made for.</summary>
    public string Audience { get; set; } = "";

    /// <summary>Who issues them; the authority's own word counts where this is empty.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>In place of an authority: the secret that tokens are signed with (HS256), at least 32 bytes.</summary>
    public string SigningKey { get; set; } = "";

    /// <summary>The claim that holds the roles.</summary>
    public string RoleClaim { get; set; } = UsualRoleClaim;

    /// <summary>The claim that says who it is.</summary>
    public string NameClaim { get; set; } = UsualNameClaim;

    /// <summary>Whether tokens are accepted.</summary>
    public bool IsSet => Authority is not null || SigningKey.Length > 0;
}
