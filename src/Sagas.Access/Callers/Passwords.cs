using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using UserOptions = Sagas.Access.Settings.UserOptions;

namespace Sagas.Access.Callers;

/// <summary>Hashes of passwords, by the hasher of ASP.NET Core Identity (PBKDF2 with HMAC-SHA512 and a salt each).</summary>
public static class Passwords
{
    /// <summary>The shortest password that is taken.</summary>
    public const int ShortestLength = 12;

    /// <summary>The longest text that is looked at: hashing costs time.</summary>
    public const int LongestLength = 256;

    private const int Iterations = 210_000;
    private const byte Format = 1;
    private const int FewestBytes = 13 + 16 + 32;

    private static readonly PasswordHasher<UserOptions> Hasher =
        new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    private static readonly UserOptions Nobody = new();
    private static readonly Lazy<string> HashOfNobody = new(() => Hash(Guid.NewGuid().ToString()));

    /// <summary>Hashes a password.</summary>
    /// <param name="password">The password.</param>
    /// <returns>Its hash, which holds salt and iterations.</returns>
    public static string Hash(string password) => Hasher.HashPassword(Nobody, password);

    /// <summary>Whether a text can be such a hash.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether it has the form.</returns>
    public static bool IsHash(string text) =>
        Base64.IsValid(text, out var length) && length >= FewestBytes && Convert.FromBase64String(text)[0] == Format;

    /// <summary>Compares a password with a hash. Without a hash it takes as long, so that nobody learns which users there are.</summary>
    /// <param name="hash">The hash; null if there is no such user.</param>
    /// <param name="password">The password.</param>
    /// <returns>Whether it is the one.</returns>
    public static bool Match(string? hash, string password)
    {
        var isRight = Hasher.VerifyHashedPassword(Nobody, hash ?? HashOfNobody.Value, password) != PasswordVerificationResult.Failed;
        return isRight && hash is not null;
    }
}
