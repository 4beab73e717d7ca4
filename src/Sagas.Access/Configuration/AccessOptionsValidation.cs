using System.Text;
using Microsoft.Extensions.Options;
using Sagas.Access.Callers;
using Sagas.Access.Protection;
using Sagas.Access.Settings;
using Sagas.Web.Outbound;
using Sagas.Web.Settings;

namespace Sagas.Access.Configuration;

/// <summary>Validates <c>Sagas:Access</c> at startup. Hashes and keys are never shown.</summary>
internal class AccessOptionsValidation : IValidateOptions<AccessOptions>
{
    private const string Hidden = "(hidden)";
    private const int LargestLimit = 1_000_000;
    private const int ShortestSigningKey = 32;

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        var check = new OptionFailures(AccessOptions.Section);
        CheckKeys(check, options.ApiKeys);
        CheckUsers(check, options.Users);
        CheckNames(check, options);
        var acceptsTokens = options.Jwt is not
        {
            Authority: null,
            SigningKey: "",
            Audience: "",
            Issuer: "",
            RoleClaim: JwtOptions.UsualRoleClaim,
            NameClaim: JwtOptions.UsualNameClaim,
        };
        if (acceptsTokens)
            CheckTokens(check, options.Jwt);
        check.Unless(
            !options.AllowAnonymous || (!options.CanSignIn && !acceptsTokens),
            nameof(options.AllowAnonymous), options.AllowAnonymous, "false, where keys, users or tokens are configured");
        check.UnlessWithin(nameof(options.SessionLength), options.SessionLength, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30));
        CheckLimit(check, nameof(options.SignInLimit), options.SignInLimit);
        CheckLimit(check, nameof(options.FailureLimit), options.FailureLimit);
        CheckLimit(check, nameof(options.ActionLimit), options.ActionLimit);
        CheckLimit(check, nameof(options.StreamLimit), options.StreamLimit);
        if (options.KeyCertificatePath is { } path)
            check.Unless(
                KeyCertificate.TryLoad(path, options.KeyCertificatePassword, out var why), nameof(options.KeyCertificatePath),
                path,
                $"a PKCS #12 file with a certificate and its RSA private key ({why})");
        check.Unless(
            options.KeyCertificatePassword is null || options.KeyCertificatePath is not null,
            nameof(options.KeyCertificatePassword), Hidden, $"nothing, unless {nameof(options.KeyCertificatePath)} is set");
        return check.ToResult();
    }

    private static void CheckKeys(OptionFailures check, IReadOnlyList<ApiKeyOptions> keys)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            var place = $"{nameof(AccessOptions.ApiKeys)}:{i}";
            CheckRoles(check, place, keys[i].Roles);
            check.Unless(
                ApiKey.IsHash(keys[i].Hash), $"{place}:{nameof(ApiKeyOptions.Hash)}", Tell(keys[i].Hash),
                "the SHA-256 of a key as 64 hexadecimal digits; the command new-api-key creates a key and its hash");
        }
    }

    private static void CheckUsers(OptionFailures check, IReadOnlyList<UserOptions> users)
    {
        for (var i = 0; i < users.Count; i++)
        {
            var place = $"{nameof(AccessOptions.Users)}:{i}";
            CheckRoles(check, place, users[i].Roles);
            check.Unless(
                Passwords.IsHash(users[i].PasswordHash), $"{place}:{nameof(UserOptions.PasswordHash)}",
                Tell(users[i].PasswordHash), "the output of the command hash-password");
        }
    }

    // Actors are recorded by name, so no two may have the same.
    private static void CheckNames(OptionFailures check, AccessOptions options)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = options.ApiKeys.Select((key, i) => ($"{nameof(options.ApiKeys)}:{i}:{nameof(key.Name)}", key.Name))
            .Concat(options.Users.Select((user, i) => ($"{nameof(options.Users)}:{i}:{nameof(user.Name)}", user.Name)));
        foreach (var (key, name) in names)
        {
            check.Unless(
                CallerNames.IsAllowed(name) && taken.Add(name),
                key, name.Length == 0 ? null : name,
                $"a name of up to {CallerNames.Longest} characters that no other key or user has");
        }
    }

    private static void CheckRoles(OptionFailures check, string place, string roles) => check.Unless(
        AccessRoles.Split(roles) is { Length: > 0 } named && named.All(AccessRoles.All.Contains),
        $"{place}:{nameof(UserOptions.Roles)}", roles.Length == 0 ? null : roles,
        $"one or more of {string.Join(", ", AccessRoles.All)}, separated by commas");

    private static void CheckTokens(OptionFailures check, JwtOptions jwt)
    {
        const string Place = $"{nameof(AccessOptions.Jwt)}:";
        check.Unless(
            jwt.Authority is null != jwt.SigningKey.Length is 0, Place + nameof(jwt.Authority), jwt.Authority,
            $"the address of an identity provider, or in its place {AccessOptions.Section}:{Place}{nameof(jwt.SigningKey)}");
        check.Unless(
            jwt.Authority is null || OutboundHttp.KeepsSecrets(jwt.Authority), Place + nameof(jwt.Authority), jwt.Authority,
            "an https address (or a local one), because whoever tampers with its answers on the way could sign tokens");
        check.Unless(
            jwt.SigningKey.Length == 0 || Encoding.UTF8.GetByteCount(jwt.SigningKey) >= ShortestSigningKey,
            Place + nameof(jwt.SigningKey), Hidden, $"a secret of at least {ShortestSigningKey} bytes");
        check.Unless(
            jwt.Audience.Length > 0, Place + nameof(jwt.Audience), null,
            "the audience of tokens for this service, such as sagas");
        check.Unless(
            jwt.SigningKey.Length == 0 || jwt.Issuer.Length > 0, Place + nameof(jwt.Issuer), null,
            "the issuer of tokens, as given in their iss claim");
        check.Unless(jwt.RoleClaim.Length > 0, Place + nameof(jwt.RoleClaim), null, "the name of a claim, such as roles");
        check.Unless(jwt.NameClaim.Length > 0, Place + nameof(jwt.NameClaim), null, "the name of a claim, such as sub");
    }

    private static void CheckLimit(OptionFailures check, string key, int value) =>
        check.Unless(value is >= 1 and <= LargestLimit, key, value, $"a number from 1 to {LargestLimit}");

    private static string? Tell(string secret) => secret.Length == 0 ? null : Hidden;
}
