using System.Text.RegularExpressions;

namespace Sagas.Tests.Architecture;

/// <summary>Something that may be written in some files only.</summary>
/// <param name="Name">The rule as a sentence.</param>
/// <param name="Folder">Where it holds.</param>
/// <param name="Pattern">What may not be written there.</param>
/// <param name="Kinds">In which kind of text.</param>
/// <param name="AllowedIn">Paths where it may be written all the same.</param>
/// <param name="Planted">Code that breaks the rule, to prove that it is noticed.</param>
internal record TextRule(string Name, string Folder, Regex Pattern, TextKind Kinds, Regex? AllowedIn, string Planted)
{
    public IEnumerable<Finding> Violations(IEnumerable<SourceFile> files) =>
        files.Where(file => file.Path.StartsWith(Folder, StringComparison.Ordinal) && AllowedIn?.IsMatch(file.Path) is not true)
            .SelectMany(file => file.Find(Pattern, Kinds));

    public override string ToString() => Name;
}
