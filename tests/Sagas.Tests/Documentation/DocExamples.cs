using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sagas.Tests.Architecture;

namespace Sagas.Tests.Documentation;

/// <summary>
/// The C# of a page as a program: each block is a file of it, which uses what a new console project uses, the packages of the
/// service, and what the assemblies of the solution have made public.
/// </summary>
internal static class DocExamples
{
    private const string Language = "csharp";

    // What the SDK writes for "ImplicitUsings".
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // A package was built against an older version of another one. The SDK keeps silent about it as well.
    private static readonly Dictionary<string, ReportDiagnostic> OlderReferences = new(StringComparer.Ordinal)
    {
        ["CS1701"] = ReportDiagnostic.Suppress,
        ["CS1702"] = ReportDiagnostic.Suppress,
    };

    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) != "Sagas.Tests.dll")
            .Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>What the compiler says of a page, warnings included, with the lines of the page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="others">The pages whose types it may use.</param>
    public static IEnumerable<Finding> Compile(DocPage page, IReadOnlyList<DocPage> others)
    {
        foreach (var block in page.Blocks.Where(block => block.IsLeftOutWithoutReason))
            yield return new Finding(block.Place, "says not why it is not compiled: <!-- not compiled: reason -->");

        var own = FilesOf(page);
        var used = page.Blocks.Select(block => block.OtherPage).OfType<string>().Distinct()
            .SelectMany(path => FilesOf(others.Single(other => other.Path == path)).Where(file => !IsProgram(file)));
        foreach (var diagnostic in Diagnostics([.. own, .. used]))
        {
            var place = diagnostic.Location.GetLineSpan();
            yield return new Finding(
                $"{place.Path}:{place.StartLinePosition.Line + 1}",
                $"{diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
        }
    }

    private static IEnumerable<Diagnostic> Diagnostics(IReadOnlyList<SyntaxTree> files) => files.Count == 0 ? [] :
        CSharpCompilation.Create(
            "Example",
            files.Append(CSharpSyntaxTree.ParseText(Usings)),
            References.Value,
            new CSharpCompilationOptions(
                files.Any(IsProgram) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                specificDiagnosticOptions: OlderReferences))
            .GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    // Empty lines in front, so that its lines are those of the page.
    private static IReadOnlyList<SyntaxTree> FilesOf(DocPage page) =>
    [
        .. page.Blocks.Where(block => block.Language == Language && !block.IsLeftOut)
            .Select(block => CSharpSyntaxTree.ParseText(new string('\n', block.Line - 1) + block.Text, path: page.Path)),
    ];

    private static bool IsProgram(SyntaxTree file) =>
        file.GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax);
}
