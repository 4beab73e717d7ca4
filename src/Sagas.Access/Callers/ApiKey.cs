using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Sagas.Access.Callers;

/// <summary>
/// A long random text by which a program is identified. Only its SHA-256 is configured: 256 random bits cannot be guessed,
/// so the slow hash that passwords need would only cost time.
/// </summary>
internal static class ApiKey
{
    /// <summary>The header that carries it.</summary>
    public const string Header = "X-Api-Key";

    /// <summary>The name of the scheme.</summary>
    public const string Scheme = "ApiKey";

    /// <summary>The prefix of every key, so that a leaked one is recognized where it turns up.</summary>
    public const string Prefix = "sagas_";

    private const int RandomBytes = 32;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Creates a key.</summary>
    /// <returns>The key.</returns>
    public static string Make() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>The hash by which a key is known.</summary>
    /// <param name="key">The key.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Whether a text has the form of such a hash.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether it has 64 hexadecimal digits.</returns>
    public static bool IsHash(string text) =>
        text.Length == 2 * SHA256.HashSizeInBytes && !text.AsSpan().ContainsAnyExcept(HexDigits);
}
