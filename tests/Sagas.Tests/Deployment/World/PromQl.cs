using System.Text.RegularExpressions;

namespace Sagas.Tests.Deployment.World;

/// <summary>Finds the names in PromQL.</summary>
internal static partial class PromQl
{
    private static readonly HashSet<string> Words = ["and", "or", "unless", "bool", "offset"];

    /// <summary>The series that an expression reads.</summary>
    public static IEnumerable<string> Series(string expression) => Name()
        .Matches(NoNames().Replace(expression, " "))
        .Select(match => match.Value.Trim())
        .Where(name => !name.EndsWith('(') && !Words.Contains(name))
        .Distinct(StringComparer.Ordinal);

    // Texts, labels, durations, and the labels after by and its like.
    [GeneratedRegex("""
        "[^"]*"|\{[^}]*\}|\[[^\]]*\]|\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)
        """, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NoNames();

    [GeneratedRegex(@"\b[a-zA-Z_]\w*\s*\(?", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
