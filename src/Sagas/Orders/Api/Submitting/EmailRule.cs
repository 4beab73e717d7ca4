namespace Sagas.Orders.Api.Submitting;

/// <summary>
/// What passes for an e-mail address. Only a mail server knows for sure; this catches typing errors, and everything that could be
/// smuggled into a mail's header.
/// </summary>
internal static class EmailRule
{
    private const int LocalPartLength = 64;
    private const int LabelLength = 63;

    /// <summary>Whether mail could plausibly be sent there.</summary>
    /// <param name="email">The address.</param>
    /// <returns>True for one @ between a local part and a domain of at least two labels.</returns>
    public static bool IsPlausible(string email)
    {
        var at = email.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > LocalPartLength)
            return false;
        var local = email[..at];
        var labels = email[(at + 1)..].Split('.');
        return !local.Any(IsForbidden)
            && local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal)
            && labels.Length >= 2
            && labels.All(IsLabel);
    }

    private static bool IsForbidden(char c) =>
        char.IsWhiteSpace(c) || char.IsControl(c) || "\"(),:;<>@[\\]".Contains(c, StringComparison.Ordinal);

    private static bool IsLabel(string label) =>
        label.Length is >= 1 and <= LabelLength
        && label[0] != '-' && label[^1] != '-'
        && label.All(c => char.IsLetterOrDigit(c) || c == '-');
}
