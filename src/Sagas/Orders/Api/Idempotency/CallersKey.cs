using System.Security.Cryptography;
using System.Text;
using Sagas.Durability.Settings;

namespace Sagas.Orders.Api.Idempotency;

/// <summary>An idempotency key of one caller: the same key of another is another.</summary>
/// <param name="Caller">Who uses the key.</param>
/// <param name="Key">The key as the caller sent it.</param>
internal sealed record CallersKey(string Caller, string Key)
{
    /// <summary>The most characters of the caller that are stored for people to read.</summary>
    public const int LongestStoredCaller = 255;

    /// <summary>Under which the row is found. No key contains a line feed, so that no two pairs are hashed alike.</summary>
    public string Hash { get; } = HashOf($"{Caller}\n{Key}");

    /// <summary>Under which a row was stored before keys belonged to callers.</summary>
    public string HashWithoutCaller { get; } = HashOf(Key);

    /// <summary>The caller as it is stored.</summary>
    public string StoredCaller => Caller.ToStorable(LongestStoredCaller);

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
