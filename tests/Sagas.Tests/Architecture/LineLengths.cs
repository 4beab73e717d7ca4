using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sagas.Tests.Architecture;

/// <summary>Two files fit beside each other on a screen. Only a text that cannot be broken is longer.</summary>
internal partial class LineLengths
{
    private const int Limit = 130;

    private static readonly string[] SourceFolders = ["src", "tests"];

    [Test]
    public void Should_be_within_the_limit() =>
        SourceFolders.SelectMany(SourceTree.FilesBelow).Where(IsWrittenByHand)
            .SelectMany(path => TooLong(path, File.ReadAllText(SourceTree.Absolute(path))))
            .ShouldBeNone($"Lines have {Limit} characters at most");

    [TestCase("x.cs", "class C { object P => F({0}); }")]
    [TestCase("x.cs", "class C\n{\n    object P => F(1, {0});\n}")]
    [TestCase("x.cs", "class C\n{\n    object P => F(\n        1, {0});\n}")]
    [TestCase("x.cs", "class C\n{\n    object P =>\n        F({0}) + 1;\n}")]
    [TestCase("x.cs", "// Words that could be {0} in the next line.")]
    [TestCase("x.razor", "<p>Words that could be {0} in the next line.</p>")]
    public void Should_see_a_planted_line(string path, string text) =>
        TooLong(path, Planted(text)).ShouldHaveSingleItem().Place
            .ShouldBe($"{path}:{text.Split("{0}")[0].Count('\n') + 1}");

    [TestCase("class C\n{\n    object P => F(\n        1,\n        {0});\n}")]
    [TestCase("class C\n{\n    object P =>\n        \"begin\"\n        + {0};\n}")]
    [TestCase("class C\n{\n    object P()\n    {\n        return {0};\n    }\n}")]
    [TestCase("class C\n{\n    object P = F(\"\"\"\n        text {0} text\n        \"\"\");\n}")]
    [TestCase("// See\n// https://example.com/{0}")]
    public void Should_accept_what_cannot_be_broken(string text) => TooLong("x.cs", Planted(text)).ShouldBeEmpty();

    [Test]
    public void Should_be_counted_to_the_last_character()
    {
        TooLong("x.cs", $"// a\n{new string('a', Limit - 2)} b\n").ShouldBeEmpty();
        TooLong("x.cs", $"// a\n{new string('a', Limit - 1)} b\n").ShouldHaveSingleItem();
    }

    // A text with something to compute in it is one text all the same.
    private static string Planted(string text) =>
        text.Replace("{0}", $"$\"{new string('x', Limit)}{{F(\"y\")}}\"", StringComparison.Ordinal);

    private static bool IsWrittenByHand(string path) =>
        Path.GetExtension(path) is ".cs" or ".razor" && !path.Contains("/Migrations/", StringComparison.Ordinal);

    private static IEnumerable<Finding> TooLong(string path, string text)
    {
        var root = new Lazy<SyntaxNode>(() => CSharpSyntaxTree.ParseText(text, SourceFile.Options).GetRoot());
        var isCode = path.EndsWith(".cs", StringComparison.Ordinal);
        var (number, start) = (0, 0);
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.Length > Limit && !Word().IsMatch(line) && !(isCode && IsText(root.Value, line, start)))
                yield return new Finding($"{path}:{number}", $"{line.Length} characters: {string.Concat(line.Trim().Take(60))}…");
            start += line.Length + 1;
        }
    }

    // Nothing stands in the line but a text, or a part of one, with what leads to it and closes around it.
    private static bool IsText(SyntaxNode root, string line, int start)
    {
        var begin = start + Lead().Match(line).Length;
        var text = root.FindToken(begin).Parent?.AncestorsAndSelf().LastOrDefault(node =>
            node is InterpolatedStringExpressionSyntax || node.IsKind(SyntaxKind.StringLiteralExpression)
            || node.IsKind(SyntaxKind.Utf8StringLiteralExpression));
        if (text is null)
            return false;
        return text.SpanStart < start
            || (text.SpanStart == begin && Closing().IsMatch(line[Math.Min(line.Length, text.Span.End - start)..]));
    }

    [GeneratedRegex(@"^\s*((yield )?return |\w+: |(=>|\+|\?\??|:|\.\.) )?",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Lead();

    [GeneratedRegex(@"^[\])};,]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Closing();

    // An address, for example, alone or in a comment.
    [GeneratedRegex(@"^\s*(// )?\S+$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
