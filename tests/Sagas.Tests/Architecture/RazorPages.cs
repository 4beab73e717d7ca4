using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Sagas.Tests.Architecture;

/// <summary>Turns pages into C# by the generator that the build uses; it comes with the SDK.</summary>
internal static class RazorPages
{
    private static readonly Lazy<IIncrementalGenerator> Generator = new(() =>
        (IIncrementalGenerator)Activator.CreateInstance(
            Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "razor", "Microsoft.CodeAnalysis.Razor.Compiler.dll"))
                .GetType("Microsoft.NET.Sdk.Razor.SourceGenerators.RazorSourceGenerator", throwOnError: true)!)!);

    /// <summary>The file that somebody wrote: of what was generated, the page.</summary>
    public static string FileOf(SyntaxTree tree) =>
        tree.FilePath.EndsWith("_razor.g.cs", StringComparison.Ordinal)
            ? SourceTree.Relative(((PragmaChecksumDirectiveTriviaSyntax)tree.GetRoot().GetFirstDirective()!).File.ValueText)
            : tree.FilePath;

    /// <summary>A project with its pages.</summary>
    /// <param name="project">Without them.</param>
    /// <param name="folder">Of the project, relative to the top of the repository.</param>
    /// <param name="pages">Their texts by their paths, which are relative to the top of the repository.</param>
    public static Compilation AddTo(Compilation project, string folder, IReadOnlyDictionary<string, string> pages)
    {
        if (pages.Count == 0)
            return project;
        var texts = pages.Select(page => new Page(SourceTree.Absolute(page.Key), page.Value));
        CSharpGeneratorDriver.Create([Generator.Value.AsSourceGenerator()], texts, SourceFile.Options, new Settings(folder))
            .RunGeneratorsAndUpdateCompilation(project, out var whole, out var problems);
        problems.ShouldBeEmpty();
        return whole;
    }

    private sealed class Page(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
    }

    private sealed class Settings(string folder) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(
            ("build_property.RazorLangVersion", "Latest"),
            ("build_property.RazorConfiguration", "Default"),
            ("build_property.RootNamespace", Path.GetFileName(folder)));

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values();

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values((
            "build_metadata.AdditionalFiles.TargetPath",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(Path.GetRelativePath(SourceTree.Absolute(folder), textFile.Path)))));
    }

    private sealed class Values(params IEnumerable<(string Key, string Value)> values) : AnalyzerConfigOptions
    {
        private readonly Dictionary<string, string> _values = values.ToDictionary(StringComparer.Ordinal);

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) =>
            _values.TryGetValue(key, out value);
    }
}
