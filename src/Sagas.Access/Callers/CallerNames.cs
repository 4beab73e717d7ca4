using Sagas.Web.Text;

namespace Sagas.Access.Callers;

/// <summary>The names by which logs and audits know callers.</summary>
internal static class CallerNames
{
    /// <summary>What a name may be, as the end of a sentence.</summary>
    public const string Allowed = "a name of up to 100 characters, without control characters or spaces around it";

    /// <summary>The longest name.</summary>
    public const int Longest = 100;

    /// <summary>Whether a caller may have a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether it can be told in logs and audits.</returns>
    public static bool IsAllowed(string name) =>
        name.Length is > 0 and <= Longest && VisibleText.OneLine(name) == name && name.AsSpan().Trim().Length == name.Length;
}
