using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sagas.Tests.Architecture;

/// <summary>A C# file, in which code, comments and literals can be told apart.</summary>
/// <param name="path">Relative to the top of the repository, with forward slashes.</param>
/// <param name="text">The whole text.</param>
internal class SourceFile(string path, string text)
{
    private readonly Lazy<SyntaxTree> _tree = new(() => CSharpSyntaxTree.ParseText(text, Options, path));

    public string Path => path;

    internal SyntaxTree Tree => _tree.Value;

    // What only documentation mentions is not used: without its mode, documentation is comment as any other.
    internal static CSharpParseOptions Options { get; } = new(LanguageVersion.Preview, DocumentationMode.None);

    /// <summary>Every C# file below a folder, without what the build made.</summary>
    public static IReadOnlyList<SourceFile> Below(string folder) =>
        [.. SourceTree.FilesBelow(folder).Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
            .Select(path => new SourceFile(path, File.ReadAllText(SourceTree.Absolute(path))))];

    /// <summary>The places in these kinds of text that match; everything else is blank, line ends are kept.</summary>
    public IEnumerable<Finding> Find(Regex pattern, TextKind kinds) =>
        from match in pattern.Matches(View(kinds))
        let line = text.AsSpan(0, match.Index).Count('\n') + 1
        select new Finding($"{path}:{line}", match.Value.ReplaceLineEndings(" ").Trim());

    public string View(TextKind kinds)
    {
        var view = new TextKind[text.Length];
        Array.Fill(view, TextKind.Code);
        foreach (var token in Tree.GetRoot().DescendantTokens(descendIntoTrivia: true).Where(IsLiteral))
            view.AsSpan(token.SpanStart, token.Span.Length).Fill(TextKind.Literal);
        foreach (var trivia in Tree.GetRoot().DescendantTrivia(descendIntoTrivia: true).Where(IsComment))
            view.AsSpan(trivia.SpanStart, trivia.Span.Length).Fill(TextKind.Comment);
        return string.Concat(text.Select((character, at) => character is '\n' || kinds.HasFlag(view[at]) ? character : ' '));
    }

    // With the braces of an interpolation, yet without what stands between them.
    private static bool IsLiteral(SyntaxToken token) =>
        token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.CharacterLiteralToken)
        || token.IsKind(SyntaxKind.SingleLineRawStringLiteralToken) || token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken)
        || token.IsKind(SyntaxKind.Utf8StringLiteralToken) || token.IsKind(SyntaxKind.Utf8MultiLineRawStringLiteralToken)
        || token.Parent is InterpolatedStringExpressionSyntax or InterpolatedStringContentSyntax
            or InterpolationFormatClauseSyntax;

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);
}
