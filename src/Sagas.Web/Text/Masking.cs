namespace Sagas.Web.Text;

/// <summary>Hides what logs and views need not reveal about a customer; enough remains to recognize them.</summary>
internal static class Masking
{
    private const string Mask = "***";
    private const int ShownOfToken = 4;

    /// <summary>Hides whose address it is.</summary>
    /// <param name="email">The address.</param>
    /// <returns>Such as <c>a***@example.com</c>; only asterisks if it is not an address.</returns>
    public static string Email(string email)
    {
        var at = email.LastIndexOf('@');
        return at > 0 && !email.Any(char.IsControl) ? $"{email[0]}{Mask}{email[at..]}" : Mask;
    }

    /// <summary>Hides a payment token except for its last four characters, the way receipts show cards.</summary>
    /// <param name="token">The token.</param>
    /// <returns>Such as <c>***visa</c>; only asterisks for a token so short that half of it would be revealed.</returns>
    public static string PaymentToken(string token) =>
        token.Length >= 2 * ShownOfToken && !token.Any(char.IsControl) ? Mask + token[^ShownOfToken..] : Mask;
}
