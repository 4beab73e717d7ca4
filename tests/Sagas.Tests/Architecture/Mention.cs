using Microsoft.CodeAnalysis;

namespace Sagas.Tests.Architecture;

/// <summary>A name in the sources, and what it stands for.</summary>
/// <param name="File">Where it is written, relative to the top of the repository.</param>
/// <param name="Line">In which line of it.</param>
/// <param name="Symbol">A type or one of its members.</param>
internal sealed record Mention(string File, int Line, ISymbol Symbol)
{
    private static readonly SymbolDisplayFormat Qualified =
        new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>The namespace of the file, as its folder tells.</summary>
    public string From => File[(File.IndexOf('/', StringComparison.Ordinal) + 1)..File.LastIndexOf('/')].Replace('/', '.');

    /// <summary>The type that is named, or whose member is, such as <c>System.DateTime</c>.</summary>
    public string Type => TypeOf(Symbol).ToDisplayString(Qualified);

    /// <summary>The files that declare it; none for what comes from a package.</summary>
    public IEnumerable<string> DeclaredIn =>
        (Symbol.DeclaringSyntaxReferences is { IsEmpty: false } own ? own : TypeOf(Symbol).DeclaringSyntaxReferences)
        .Select(reference => RazorPages.FileOf(reference.SyntaxTree));

    public Finding Found => new(
        $"{File}:{Line}",
        Symbol is INamedTypeSymbol or IMethodSymbol { MethodKind: MethodKind.Constructor }
            ? TypeOf(Symbol).Name
            : $"{TypeOf(Symbol).Name}.{Symbol.Name}");

    private static INamedTypeSymbol TypeOf(ISymbol symbol) => symbol as INamedTypeSymbol ?? symbol.ContainingType;
}
