using System.Collections.Frozen;
using System.Security.Claims;
using Microsoft.Extensions.Options;
using Sagas.Access.Settings;

namespace Sagas.Access.Callers;

/// <summary>The callers that the configuration names.</summary>
internal sealed class KnownCallers
{
    private const string Stamp = "stamp";

    private readonly FrozenDictionary<string, ClaimsPrincipal> _byKey;
    private readonly FrozenDictionary<string, (string Hash, ClaimsPrincipal Caller)> _byName;
    private readonly FrozenDictionary<string, string> _stamps;

    /// <summary>Reads the configuration.</summary>
    /// <param name="options">The options.</param>
    public KnownCallers(IOptions<AccessOptions> options)
    {
        var (keys, users) = (options.Value.ApiKeys, options.Value.Users);
        // If a key is configured twice, it belongs to the first caller.
        _byKey = keys.DistinctBy(key => key.Hash, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(
                key => key.Hash, key => Caller(key.Name, Actor.OfKey, key.Roles, key.Hash), StringComparer.OrdinalIgnoreCase);
        _byName = users.ToFrozenDictionary(
            user => user.Name, user => (user.PasswordHash, Caller(user.Name, Actor.OfUser, user.Roles, user.PasswordHash)),
            StringComparer.OrdinalIgnoreCase);
        _stamps = _byKey.Values.Concat(_byName.Values.Select(user => user.Caller))
            .ToFrozenDictionary(Actor.NameOf, caller => caller.FindFirstValue(Stamp)!, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Finds the caller that a key belongs to.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The caller; null if there is none.</returns>
    public ClaimsPrincipal? FindByKey(string key) => _byKey.GetValueOrDefault(ApiKey.Hash(key));

    /// <summary>Finds the user who signs in.</summary>
    /// <param name="name">The name.</param>
    /// <param name="password">The password.</param>
    /// <returns>The user; null if there is none with that name and password.</returns>
    public ClaimsPrincipal? FindByPassword(string name, string password)
    {
        var (hash, user) = _byName.GetValueOrDefault(name);
        return password.Length <= Passwords.LongestLength && Passwords.Match(hash, password) ? user : null;
    }

    /// <summary>
    /// Whether a caller who signed in earlier, perhaps at another instance, is still known, with the same password or key and
    /// the same roles.
    /// </summary>
    /// <param name="caller">The caller according to the cookie.</param>
    /// <returns>Whether nothing has changed.</returns>
    public bool AreUnchanged(ClaimsPrincipal caller) =>
        _stamps.TryGetValue(Actor.NameOf(caller), out var stamp)
        && string.Equals(stamp, caller.FindFirstValue(Stamp), StringComparison.Ordinal);

    /// <summary>
    /// Whether a caller is one that the configuration names, and not anyone who is let in, or the bearer of a token.
    /// </summary>
    /// <param name="caller">The request's user.</param>
    /// <returns>True for a key or a user.</returns>
    public static bool Know(ClaimsPrincipal caller) => caller.HasClaim(claim => claim.Type == Stamp);

    private static ClaimsPrincipal Caller(string name, string source, string roles, string secret)
    {
        IEnumerable<Claim> claims =
        [
            new(Actor.NameClaim, name),
            new(Actor.SourceClaim, source),
            new(Stamp, ApiKey.Hash($"{secret} {roles}")),
            .. AccessRoles.Split(roles).Select(role => new Claim(Actor.RoleClaim, role)),
        ];
        return new ClaimsPrincipal(new ClaimsIdentity(claims, AccessOptions.Section, Actor.NameClaim, Actor.RoleClaim));
    }
}
