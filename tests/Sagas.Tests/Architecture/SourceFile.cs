using System.Text.RegularExpressions;

namespace Sagas.Tests.Architecture;

/// <summary>A C# file, in which code, comments and string literals can be told apart.</summary>
/// <param name="path">Relative to the top of the repository, with forward slashes.</param>
/// <param name="text">The whole text.</param>
public class SourceFile(string path, string text)
{
    private readonly Lazy<TextKind[]> _kinds = new(() => SourceLexer.Classify(text));

    public string Path => path;

    /// <summary>The places in these kinds of text that match; everything else is blank, line ends are kept.</summary>
    public IEnumerable<Finding> Find(Regex pattern, TextKind kinds)
    {
        var view = View(kinds);
        foreach (Match match in pattern.Matches(view))
        {
            var line = text.AsSpan(0, match.Index).Count('\n') + 1;
            yield return new Finding($"{path}:{line}", match.Value.ReplaceLineEndings(" ").Trim());
        }
    }

    public string View(TextKind kinds) =>
        string.Create(text.Length, kinds, (view, wanted) =>
        {
            for (var i = 0; i < view.Length; i++)
                view[i] = text[i] is '\n' || wanted.HasFlag(_kinds.Value[i]) ? text[i] : ' ';
        });
}
