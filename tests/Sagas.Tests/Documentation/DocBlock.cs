namespace Sagas.Tests.Documentation;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page, relative to the top of the repository.</param>
/// <param name="Line">The line of its first line, counted from one.</param>
/// <param name="Language">The word behind the fence.</param>
/// <param name="Text">What stands between the fences.</param>
/// <param name="Note">The comment right in front of it; empty if there is none.</param>
internal sealed record DocBlock(string Page, int Line, string Language, string Text, string Note)
{
    private const string NotCompiled = "not compiled";
    private const string With = "compiled with ";

    public string Place => $"{Page}:{Line}";

    public bool IsLeftOut => Note.StartsWith(NotCompiled, StringComparison.Ordinal);

    /// <summary>Whether it is left out, and nobody has said why.</summary>
    public bool IsLeftOutWithoutReason => IsLeftOut && Note[NotCompiled.Length..].Trim(':', ' ').Length == 0;

    /// <summary>The page whose types it uses; null if it uses those of its own page alone.</summary>
    public string? OtherPage => Note.StartsWith(With, StringComparison.Ordinal) ? Note[With.Length..].Trim() : null;
}
