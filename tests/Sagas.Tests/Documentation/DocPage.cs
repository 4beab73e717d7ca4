using System.Text.RegularExpressions;
using Sagas.Tests.Architecture;

namespace Sagas.Tests.Documentation;

/// <summary>A page of the documentation.</summary>
internal sealed partial class DocPage
{
    private static readonly Lazy<IReadOnlyList<DocPage>> LazyAll = new(() =>
    [
        .. from path in SourceTree.FilesBelow("docs").Append("README.md").Append("CONTRIBUTING.md")
           where path.EndsWith(".md", StringComparison.Ordinal)
           select new DocPage(path, File.ReadAllText(SourceTree.Absolute(path))),
    ]);

    public DocPage(string path, string text)
    {
        Path = path;
        Lines = text.ReplaceLineEndings("\n").Split('\n');
        Blocks = [.. Read()];
    }

    public static IReadOnlyList<DocPage> All => LazyAll.Value;

    public string Path { get; }

    public IReadOnlyList<string> Lines { get; }

    public IReadOnlyList<DocBlock> Blocks { get; }

    public override string ToString() => Path;

    private IEnumerable<DocBlock> Read()
    {
        for (var at = 0; at < Lines.Count; at++)
        {
            if (!Lines[at].StartsWith("```", StringComparison.Ordinal))
                continue;
            var first = at + 1;
            var end = first;
            while (end < Lines.Count && Lines[end] != "```")
                end++;
            var note = at > 0 ? Comment().Match(Lines[at - 1]).Groups["text"].Value : "";
            var text = string.Join('\n', Lines.Skip(first).Take(end - first));
            yield return new DocBlock(Path, first + 1, Lines[at][3..].Trim(), text, note);
            at = end;
        }
    }

    [GeneratedRegex(@"^<!--\s*(?<text>.*?)\s*-->$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Comment();
}
