using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using UserOptions = Sagas.Access.Settings.UserOptions;

namespace Sagas.Access.Callers;

/// <summary>Hashes passwords with the hasher of ASP.NET Core Identity (PBKDF2 with HMAC-SHA512, salted).</summary>
internal static class Passwords
{
    /// <summary>The shortest password that is accepted.</summary>
    public const int ShortestLength = 12;

    /// <summary>The longest text that is hashed, because hashing takes time.</summary>
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
    /// <returns>Its hash, which includes salt and iteration count.</returns>
    public static string Hash(string password) => Hasher.HashPassword(Nobody, password);

    /// <summary>Whether a text has the form of such a hash.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether it has the form.</returns>
    public static bool IsHash(string text) =>
        Base64.IsValid(text, out var length) && length >= FewestBytes && Convert.FromBase64String(text)[0] == Format;

    /// <summary>
    /// Compares a password with a hash. Without a hash it takes just as long, so as not to reveal which users exist.
    /// </summary>
    /// <param name="hash">The hash; null if there is no such user.</param>
    /// <param name="password">The password.</param>
    /// <returns>Whether they match.</returns>
    public static bool Match(string? hash, string password)
    {
        var isRight = Hasher.VerifyHashedPassword(Nobody, hash ?? HashOfNobody.Value, password)
            != PasswordVerificationResult.Failed;
        return isRight && hash is not null;
    }
}
