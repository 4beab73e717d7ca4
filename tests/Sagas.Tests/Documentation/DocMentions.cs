using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sagas.Tests.Architecture;

namespace Sagas.Tests.Documentation;

/// <summary>What pages say of the repository, and what is not so.</summary>
internal static partial class DocMentions
{
    // What has one of these names many files, or none in particular.
    private static readonly SearchValues<char> PatternSigns = SearchValues.Create("*?{}<>$=…");

    private static readonly Lazy<string> Literals = new(() =>
        string.Concat(SourceFile.Below("src/Sagas").Select(file => file.View(TextKind.Literal))));

    /// <summary>Files and folders that do not exist.</summary>
    public static IEnumerable<Finding> MissingFiles(DocPage page) =>
        from line in page.Lines.Index()
        from mention in FileOrFolder().Matches(line.Item)
        let path = mention.Groups["path"].Value.TrimEnd('.', '/')
        where !path.AsSpan().ContainsAny(PatternSigns) && !Path.Exists(SourceTree.Absolute(path))
        select new Finding($"{page.Path}:{line.Index + 1}", $"{path} does not exist");

    /// <summary>Commands that the program does not have.</summary>
    public static IEnumerable<Finding> MissingCommands(DocPage page) =>
        from line in page.Lines.Index()
        from mention in Command().Matches(line.Item)
        let verb = mention.Groups["verb"].Value
        where !Literals.Value.Contains($"\"{verb}\"", StringComparison.Ordinal)
        select new Finding($"{page.Path}:{line.Index + 1}", $"the program has no command {verb}");

    /// <summary>JSON that is none.</summary>
    public static IEnumerable<Finding> BrokenJson(DocPage page)
    {
        foreach (var block in page.Blocks.Where(block => block.Language == "json"))
        {
            if (Error(block.Text) is { } error)
                yield return new Finding($"{page.Path}:{block.Line + (error.LineNumber ?? 0)}", error.Message);
        }
    }

    private static JsonException? Error(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return null;
        }
        catch (JsonException exception)
        {
            return exception;
        }
    }

    [GeneratedRegex(
        """(^|[\s`'"(\[|>])(?<path>(src|tests|infra|docs)/[^\s`'")\]|,;:#]*)""",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex FileOrFolder();

    [GeneratedRegex(
        @"(--project src/Sagas --|Sagas\.dll) (?<verb>[a-z][a-z-]*)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Command();
}
