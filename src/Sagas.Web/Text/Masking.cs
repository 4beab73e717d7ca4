using System.Globalization;

namespace Sagas.Web.Text;

/// <summary>Hides what logs and views need not reveal about a customer; enough remains to recognize them.</summary>
internal static class Masking
{
    /// <summary>What stands in the place of what is hidden.</summary>
    public const string Mask = "***";

    private const int ShownOfToken = 4;

    /// <summary>Hides whose address it is.</summary>
    /// <param name="email">The address.</param>
    /// <returns>Such as <c>a***@example.com</c>; only asterisks if it is not an address.</returns>
    public static string Email(string email)
    {
        var at = email.LastIndexOf('@');
        if (at <= 0 || email.Any(char.IsControl))
            return Mask;
        // What people see as the first character may be several: an emoji is never cut in half.
        var first = StringInfo.GetNextTextElementLength(email);
        return first < at || first == 1 ? $"{email[..first]}{Mask}{email[at..]}" : Mask + email[at..];
    }

    /// <summary>Hides a payment token except for its last four characters, the way receipts show cards.</summary>
    /// <param name="token">The token.</param>
    /// <returns>Such as <c>***visa</c>; only asterisks for a token so short that half of it would be revealed.</returns>
    public static string PaymentToken(string token)
    {
        if (token.Any(char.IsControl))
            return Mask;
        var starts = StringInfo.ParseCombiningCharacters(token);
        if (starts.Length < 2 * ShownOfToken)
            return Mask;
        var shown = token[starts[^ShownOfToken]..];
        return 2 * shown.Length <= token.Length ? Mask + shown : Mask;
    }
}
