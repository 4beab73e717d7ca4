using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Sagas.Access.Callers;
using Sagas.Access.Settings;

namespace Sagas.Tests.Access.World;

/// <summary>Callers of every kind, and the settings by which the service knows them.</summary>
internal static class Credentials
{
    public const string UserName = "Ada";
    public const string Password = "correct horse battery staple";
    public const string SigningKey = "a secret that only the provider and the service know";
    public const string Issuer = "https://login.example.com/";
    public const string Audience = "sagas";

    private static readonly Dictionary<string, string> Keys = AccessRoles.All.ToDictionary(
        role => role, _ => ApiKey.Make(), StringComparer.Ordinal);
    private static readonly Lazy<string> PasswordHash = new(() => Passwords.Hash(Password));

    /// <summary>The key of a program that has just one role.</summary>
    public static string KeyOf(string role) => Keys[role];

    public static string NameOfKeyOf(string role) => $"program of {role}";

    /// <summary>What must not be seen anywhere.</summary>
    public static IEnumerable<string> Secrets =>
        [.. Keys.Values, .. Keys.Values.Select(ApiKey.Hash), Password, PasswordHash.Value, SigningKey];

    public static (string Key, string Value)[] Settings => [.. KeySettings, .. UserSettings, .. TokenSettings];

    public static IEnumerable<(string Key, string Value)> KeySettings => AccessRoles.All.SelectMany((role, i) => new[]
    {
        ($"Sagas:Access:ApiKeys:{i}:Name", NameOfKeyOf(role)),
        ($"Sagas:Access:ApiKeys:{i}:Hash", ApiKey.Hash(KeyOf(role))),
        ($"Sagas:Access:ApiKeys:{i}:Roles", role),
    });

    public static IEnumerable<(string Key, string Value)> UserSettings =>
    [
        ("Sagas:Access:Users:0:Name", UserName),
        ("Sagas:Access:Users:0:PasswordHash", PasswordHash.Value),
        ("Sagas:Access:Users:0:Roles", $"{AccessRoles.OperationsOperator}, {AccessRoles.OrdersReader}"),
    ];

    private static IEnumerable<(string Key, string Value)> TokenSettings =>
    [
        ("Sagas:Access:Jwt:SigningKey", SigningKey),
        ("Sagas:Access:Jwt:Issuer", Issuer),
        ("Sagas:Access:Jwt:Audience", Audience),
    ];

    public static string Token(
        string role, string signingKey = SigningKey, string issuer = Issuer, string audience = Audience, int expiresInMinutes = 5,
        string subject = "grace")
    {
        // Whether a token has expired is decided by the machine's clock.
        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = now.AddHours(-1),
            NotBefore = now.AddHours(-1),
            Expires = now.AddMinutes(expiresInMinutes),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = subject, ["roles"] = new[] { role } },
            SigningCredentials = new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(signingKey)), SecurityAlgorithms.HmacSha256),
        });
    }
}
