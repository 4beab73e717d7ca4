using System.Globalization;
using System.Net.Mail;
using System.Text;

namespace Sagas.Rules;

/// <summary>
/// What passes for an e-mail address, wherever one comes in. Only a mail server knows for sure whether there is a mailbox; this
/// refuses typing errors, everything that could be smuggled into a mail's header, and what no mail can be sent to.
/// </summary>
internal static class EmailRule
{
    private const int LocalPartBytes = 64;
    private const int LabelLength = 63;
    private const int DomainLength = 255;
    private const string Signs = "\"(),:;<>@[\\]";

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>Whether mail could be sent there.</summary>
    /// <param name="email">The address.</param>
    /// <returns>
    /// True for one @ between a local part and a domain of at least two labels that the domain name system can have, of which
    /// the last is a name: mail goes to names, not to addresses such as 127.0.0.1.
    /// </returns>
    public static bool IsPlausible(string email)
    {
        var at = email.IndexOf('@', StringComparison.Ordinal);
        if (at < 1)
            return false;
        var (local, domain) = (email[..at], email[(at + 1)..]);
        var labels = domain.Split('.');
        return Encoding.UTF8.GetByteCount(local) <= LocalPartBytes
            && !local.EnumerateRunes().Any(IsForbidden)
            && local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal)
            && labels.Length >= 2
            && labels.All(IsLabel)
            && !labels[^1].All(char.IsAsciiDigit)
            && IsDomain(domain)
            && MailAddress.TryCreate(email, out _);
    }

    /// <summary>Whether it is one address and nothing else, even if no mail can be sent there.</summary>
    /// <param name="email">The address.</param>
    /// <returns>
    /// True for one @ between two texts that have neither white space nor anything that has a meaning in headers.
    /// </returns>
    public static bool IsOneAddress(string email) =>
        email.Split('@') is [{ Length: > 0 } local, { Length: > 0 } domain]
        && !local.Any(HasMeaning) && !domain.Any(HasMeaning);

    private static bool HasMeaning(char c) =>
        char.IsWhiteSpace(c) || char.IsControl(c) || Signs.Contains(c, StringComparison.Ordinal);

    // What cannot be seen makes an address look like another one; half of a character is none (and is read as U+FFFD).
    private static bool IsForbidden(Rune c) =>
        Rune.IsWhiteSpace(c) || Rune.IsControl(c) || c == Rune.ReplacementChar
        || Rune.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        || (c.IsAscii && Signs.Contains((char)c.Value, StringComparison.Ordinal));

    // Digits of other scripts would become other digits on their way to the name server.
    private static bool IsLabel(string label) =>
        label.Length is >= 1 and <= LabelLength
        && label[0] != '-' && label[^1] != '-'
        && label.All(c => char.IsLetter(c) || char.IsAsciiDigit(c) || c == '-' || IsMark(c));

    // Many scripts write vowels as marks at letters.
    private static bool IsMark(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsDomain(string domain)
    {
        try
        {
            return Idn.GetAscii(domain).Length <= DomainLength;
        }
        catch (ArgumentException)
        {
            return false; // A label is longer, or has letters that names cannot have.
        }
    }
}
