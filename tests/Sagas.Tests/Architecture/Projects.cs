using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Sagas.Tests.Architecture;

/// <summary>How the projects hang together and what they may leave out.</summary>
internal partial class Projects
{
    private const string ConfiguresMassTransit = "Sagas.Durability/Configuration/";

    private static readonly string[] ProjectFolders = ["src", "tests", "infra"];

    /// <summary>The top of the repository is its shop window. Names that git ignores do not count.</summary>
    private static readonly string[] TopLevel =
    [
        ".ci", ".config", ".editorconfig", ".env.example", ".git", ".gitattributes", ".github", ".gitignore", "CHANGELOG.md",
        "CONTRIBUTING.md", "Directory.Build.props", "Directory.Packages.props", "LICENSE", "README.md", "SECURITY.md",
        "Sagas.sln", "docker-compose.postgres.yml", "docker-compose.yml", "docs", "global.json", "infra", "src", "tests",
    ];

    private static IEnumerable<string> ProjectFiles =>
        ProjectFolders.SelectMany(SourceTree.FilesBelow).Where(path => path.EndsWith(".csproj", StringComparison.Ordinal));

    private static IEnumerable<string> BuildFiles =>
        [.. ProjectFiles, "Directory.Build.props", "Directory.Packages.props",
            .. ProjectFolders.SelectMany(SourceTree.FilesBelow).Where(path => path.EndsWith(".props", StringComparison.Ordinal)
                || path.EndsWith(".targets", StringComparison.Ordinal))];

    [Test]
    public void Should_leave_contracts_without_any_reference()
    {
        Lines("src/Sagas.Contracts/Sagas.Contracts.csproj", AnyReference()).ShouldBeNone("Contracts refer to nothing");
        Assembly.Load("Sagas.Contracts").GetReferencedAssemblies()
            .ShouldAllBe(assembly => assembly.Name!.StartsWith("System.", StringComparison.Ordinal));
    }

    [Test]
    public void Should_see_a_planted_reference() =>
        AnyReference().IsMatch("""<ItemGroup><PackageReference Include="MassTransit" /></ItemGroup>""").ShouldBeTrue();

    [Test]
    public void Should_keep_the_durable_layer_apart_from_the_business()
    {
        Lines("src/Sagas.Durability/Sagas.Durability.csproj", ProjectReference()).ShouldBeNone("The durable layer stands alone");
        Assembly.Load("Sagas.Durability").GetReferencedAssemblies()
            .ShouldNotContain(assembly => assembly.Name!.StartsWith("Sagas", StringComparison.Ordinal));
    }

    [TestCase("Sagas.Contracts")]
    [TestCase("Sagas.Durability")]
    [TestCase("Sagas.Web")]
    [TestCase("Sagas.Access", "Sagas.Web")]
    [TestCase("Sagas.Operations", "Sagas.Access", "Sagas.Durability", "Sagas.Web")]
    [TestCase("Sagas", "Sagas.Access", "Sagas.Contracts", "Sagas.Durability", "Sagas.Operations", "Sagas.Web")]
    public void Should_know_no_project_but_those_below(string project, params string[] below) =>
        XDocument.Load(SourceTree.Absolute($"src/{project}/{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .ShouldBe(below, ignoreOrder: true);

    /// <summary>
    /// Migrations are as `dotnet ef` writes them, and the class of the top-level statements as the compiler does.
    /// </summary>
    [Test]
    public void Should_keep_the_types_of_the_program_to_themselves() =>
        Assembly.Load("Sagas").GetExportedTypes()
            .Where(type => type.Namespace?.StartsWith("Sagas.Hosting.Migrations.", StringComparison.Ordinal) != true)
            .Select(type => type.FullName).ShouldBe(["Program"], "Nobody compiles against the program");

    [Test]
    public void Should_all_be_in_the_solution() =>
        InSolution(SourceTree.Absolute("Sagas.sln")).ShouldBe(ProjectFiles, ignoreOrder: true);

    [Test]
    public void Should_have_one_solution_in_the_classic_format()
    {
        Directory.EnumerateFiles(SourceTree.Root, "*.sln*").Select(Path.GetFileName).ShouldBe(["Sagas.sln"]);
        File.ReadLines(SourceTree.Absolute("Sagas.sln")).Take(2)
            .ShouldContain(line => line.StartsWith("Microsoft Visual Studio Solution File", StringComparison.Ordinal));
    }

    [Test]
    public void Should_give_the_reason_for_every_suppressed_warning() =>
        BuildFiles.SelectMany(path => SilentSuppressions(path, File.ReadAllText(SourceTree.Absolute(path))))
            .ShouldBeNone("A suppressed warning has its reason right before it");

    [TestCase("<Project>\n<PropertyGroup>\n<NoWarn>CA1000</NoWarn></PropertyGroup></Project>", 3)]
    [TestCase("<Project>\n<ItemGroup>\n<PackageReference Include=\"X\" NoWarn=\"NU1605\" /></ItemGroup></Project>", 3)]
    [TestCase("<Project>\n<!-- Elsewhere. --><PropertyGroup>\n<Other />\n<NoWarn>CA1000</NoWarn></PropertyGroup></Project>", 4)]
    public void Should_see_a_planted_suppression(string project, int line) =>
        SilentSuppressions("x.csproj", project).Single().Place.ShouldBe($"x.csproj:{line}");

    [Test]
    public void Should_accept_a_suppression_with_its_reason() =>
        SilentSuppressions(
            "x.csproj", "<Project><PropertyGroup>\n<!-- Because. -->\n<NoWarn>CA1000</NoWarn></PropertyGroup></Project>")
            .ShouldBeEmpty();

    [Test]
    public void Should_keep_the_top_level_tidy()
    {
        var ignored = File.ReadAllLines(SourceTree.Absolute(".gitignore")).Select(line => line.TrimEnd('/'));

        Directory.EnumerateFileSystemEntries(SourceTree.Root).Select(path => Path.GetFileName(path)!)
            .Except(TopLevel, StringComparer.Ordinal)
            .Where(name => !ignored.Any(pattern => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, name)))
            .ShouldBeEmpty("The top level holds only what a newcomer needs to see.");
    }

    [Test]
    public void Should_name_namespaces_after_folders() =>
        new[] { "src", "tests" }.SelectMany(SourceFile.Below)
            .Where(file => !file.Path.Contains("/Migrations/", StringComparison.Ordinal))
            .SelectMany(ForeignNamespace).ShouldBeNone("A namespace is named after its folder, because rooms are judged by it");

    [Test]
    public void Should_let_extensions_of_MassTransit_be_found_where_its_users_look() =>
        ForeignNamespace(new SourceFile($"src/{ConfiguresMassTransit}UseMore.cs", "namespace MassTransit;")).ShouldBeEmpty();

    [Test]
    public void Should_see_a_planted_namespace() =>
        ForeignNamespace(new SourceFile("src/Sagas/Orders/Pay.cs", "using System;\nnamespace Sagas.Payments;"))
            .ShouldBe([new Finding("src/Sagas/Orders/Pay.cs:2", "namespace Sagas.Payments instead of Sagas.Orders")]);

    private static IEnumerable<Finding> ForeignNamespace(SourceFile file)
    {
        var expected = file.Path[(file.Path.IndexOf('/', StringComparison.Ordinal) + 1)..file.Path.LastIndexOf('/')]
            .Replace('/', '.');
        return file.Find(NamespaceDeclaration(), TextKind.Code)
            .Where(finding => !string.Equals(finding.What, $"namespace {expected}", StringComparison.Ordinal))
            .Where(finding => finding.What != "namespace MassTransit"
                || !file.Path.StartsWith($"src/{ConfiguresMassTransit}", StringComparison.Ordinal))
            .Select(finding => finding with { What = $"{finding.What} instead of {expected}" });
    }

    private static IEnumerable<Finding> Lines(string path, Regex pattern) =>
        File.ReadLines(SourceTree.Absolute(path)).Index()
            .Where(line => pattern.IsMatch(line.Item))
            .Select(line => new Finding($"{path}:{line.Index + 1}", line.Item.Trim()));

    private static IEnumerable<string> InSolution(string path) =>
        SolutionEntry().Matches(File.ReadAllText(path)).Select(match => match.Groups["path"].Value.Replace('\\', '/'));

    private static IEnumerable<Finding> SilentSuppressions(string path, string text) =>
        from element in XDocument.Parse(text, LoadOptions.PreserveWhitespace | LoadOptions.SetLineInfo).Descendants()
        where string.Equals(element.Name.LocalName, "NoWarn", StringComparison.Ordinal) || element.Attribute("NoWarn") is not null
        where element.NodesBeforeSelf().LastOrDefault(node => node is not XText) is not XComment
        select new Finding($"{path}:{((IXmlLineInfo)element).LineNumber}", element.ToString());

    [GeneratedRegex(@"<(Package|Project|Framework)?Reference\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex AnyReference();

    [GeneratedRegex(@"<ProjectReference\b", RegexOptions.NonBacktracking)]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"^namespace\s+[\w.]+", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex NamespaceDeclaration();

    [GeneratedRegex("""^Project\("[^"]*"\) = "[^"]*", "(?<path>[^"]*\.csproj)"[^\r\n]*\r?$""",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SolutionEntry();
}
