using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sagas.Tests.Architecture;

/// <summary>A project as the compiler sees it, pages included, and all that its names stand for.</summary>
internal sealed partial class SourceProject
{
    private static readonly Lazy<IReadOnlyList<SourceProject>> LazyAll = new(OpenAll);

    private static readonly Lazy<IReadOnlyList<MetadataReference>> Packages = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Sagas", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path))]);

    private readonly IReadOnlyList<SourceProject> _references;
    private readonly Compilation _compilation;

    private SourceProject(
        string folder,
        IEnumerable<SourceFile> files,
        IReadOnlyDictionary<string, string> pages,
        IReadOnlyList<SourceProject> references)
    {
        Folder = folder;
        _references = [.. references.SelectMany(project => project._references.Prepend(project)).Distinct()];
        var code = CSharpCompilation.Create(
            Path.GetFileName(folder),
            files.Select(file => file.Tree),
            [.. Packages.Value, .. _references.Select(reference => reference._compilation.ToMetadataReference())],
            new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        _compilation = RazorPages.AddTo(code, folder, pages);

        var read = _compilation.SyntaxTrees.AsParallel().AsOrdered()
            .Select(tree => (Tree: tree, Page: pages.GetValueOrDefault(RazorPages.FileOf(tree))))
            .Select(file => new MentionReader(file.Tree, _compilation.GetSemanticModel(file.Tree), file.Page).Read())
            .ToList();
        Mentions = [.. read.SelectMany(file => file.Mentions).Distinct()];
        Unknown = [.. read.SelectMany(file => file.Unknown)];
    }

    /// <summary>Every project below <c>src</c>.</summary>
    public static IReadOnlyList<SourceProject> All => LazyAll.Value;

    /// <summary>Relative to the top of the repository.</summary>
    public string Folder { get; }

    public IReadOnlyList<Mention> Mentions { get; }

    /// <summary>Names that stand for nothing, so that no rule sees what they mean.</summary>
    public IReadOnlyList<Finding> Unknown { get; }

    /// <summary>A project <c>src/Planted</c> of files that are nowhere but in a test.</summary>
    public static SourceProject Planted(params IEnumerable<(string Path, string Text)> files)
    {
        var there = files.ToLookup(file => IsPage(file.Path), file => new { Path = $"src/Planted/{file.Path}", file.Text });
        return new SourceProject(
            "src/Planted",
            there[false].Select(file => new SourceFile(file.Path, file.Text)),
            there[true].ToDictionary(page => page.Path, page => page.Text, StringComparer.Ordinal),
            []);
    }

    private static IReadOnlyList<SourceProject> OpenAll()
    {
        var open = new Dictionary<string, SourceProject>(StringComparer.Ordinal);
        foreach (var project in SourceTree.FilesBelow("src").Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)))
            Open(Path.GetFileNameWithoutExtension(project));
        return [.. open.Values];

        SourceProject Open(string name)
        {
            if (open.TryGetValue(name, out var known))
                return known;
            var folder = $"src/{name}";
            var references = ProjectReference().Matches(Read($"{folder}/{name}.csproj"))
                .Select(match => Open(match.Groups["name"].Value)).ToList();
            var pages = SourceTree.FilesBelow(folder).Where(IsPage).ToDictionary(path => path, Read, StringComparer.Ordinal);
            return open[name] = new SourceProject(folder, [.. Generated(name), .. SourceFile.Below(folder)], pages, references);
        }
    }

    // What the build wrote beside: usings of the whole project, and who else sees its internals.
    private static IEnumerable<SourceFile> Generated(string name)
    {
        var built = string.Join('/', AppContext.BaseDirectory.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries)[^2..]);
        return new[] { "GlobalUsings.g", "AssemblyInfo" }.Select(kind => $"src/{name}/obj/{built}/{name}.{kind}.cs")
            .Select(path => new SourceFile(path, Read(path)));
    }

    private static bool IsPage(string path) => path.EndsWith(".razor", StringComparison.Ordinal);

    private static string Read(string path) => File.ReadAllText(SourceTree.Absolute(path));

    [GeneratedRegex(@"<ProjectReference\b[^>]*[\\/](?<name>[\w.]+)\.csproj", RegexOptions.NonBacktracking)]
    private static partial Regex ProjectReference();
}
