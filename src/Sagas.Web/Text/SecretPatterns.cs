using System.Buffers;
using System.Text.RegularExpressions;

namespace Sagas.Web.Text;

/// <summary>
/// Hides what looks like a secret in texts that nobody has written for readers, such as those of exceptions: e-mail addresses,
/// payment tokens, keys, and the passwords in addresses and connection strings.
/// </summary>
internal static partial class SecretPatterns
{
    // Most texts have none of these, and are not searched further.
    private static readonly SearchValues<string> Signs = SearchValues.Create(
        ["@", "%40", @"\u0040", "tok_", "sagas_", "bearer ", "basic ", "password", "pwd", "secret", "token", "apikey", "api-key"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Hides what looks like a secret.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text without it; the same if there is none in it.</returns>
    public static string HideIn(string text)
    {
        if (!text.AsSpan().ContainsAny(Signs))
            return text;
        var left = HideCredentialsIn(text);
        left = NamedSecret().Replace(left, match => match.Groups["name"].Value + Masking.Mask);
        left = Key().Replace(left, match => match.Groups["key"].Value.All(char.IsAsciiLetterLower)
            ? match.Value // "Bearer authentication"
            : match.Groups["name"].Value + Masking.Mask);
        left = Token().Replace(left, match => Masking.PaymentToken(match.Value));
        left = Address().Replace(left, match => match.Groups["first"].Value + Masking.Mask + match.Groups["host"].Value);
        return string.Equals(left, text, StringComparison.Ordinal) ? text : left;
    }

    /// <summary>Hides user and password in addresses, and passwords in connection strings.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text without them.</returns>
    public static string HideCredentialsIn(string text) =>
        ConnectionPassword().Replace(
            Credentials().Replace(text, match => match.Groups["scheme"].Value + Masking.Mask + "@"),
            match => match.Groups["name"].Value + Masking.Mask);

    // Greedy up to the last @ before the path: a password may contain one.
    [GeneratedRegex(@"(?<scheme>\b[a-z][a-z0-9+.-]*://)[^\s/?#""'<>]*@",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Credentials();

    [GeneratedRegex(@"(?<name>\b(password|pwd)\s*=\s*)(""[^""]*""|'[^']*'|[^;\s]+)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ConnectionPassword();

    // As JSON, an address or a log writes it.
    [GeneratedRegex(
        @"(?<name>(password|secret|payment_?token|access_?token|api[_-]?key)\\?[""']?\s*[:=]\s*\\?[""']?)[^\s""'\\,;&}\]*]+",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NamedSecret();

    [GeneratedRegex(@"(?<name>\b(bearer |basic |sagas_))(?<key>[A-Za-z0-9._~+/=-]{8,})",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Key();

    [GeneratedRegex(@"\btok_[A-Za-z0-9_-]{2,}",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Token();

    // Also as addresses and JSON write the sign.
    [GeneratedRegex(
        @"(?<first>[\p{L}\p{N}])[\p{L}\p{N}._%+'-]*(?<host>(@|%40|\\u0040)[\p{L}\p{N}][\p{L}\p{N}.-]*)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
