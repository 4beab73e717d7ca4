namespace Sagas.Tests.Architecture;

/// <summary>A technology has one address.</summary>
internal class Technologies
{
    private static readonly IReadOnlyList<SourceFile> Sources = [.. SourceFile.Below("src"), .. SourceFile.Below("tests")];

    private static IReadOnlyList<TextRule> Rules => TextRules.All;

    [Test]
    public void Should_be_looked_for_in_all_sources()
    {
        Sources.ShouldContain(file => string.Equals(file.Path, "src/Sagas/Program.cs", StringComparison.Ordinal));
        Sources.ShouldContain(file => file.Path.StartsWith("src/Sagas.Durability/", StringComparison.Ordinal));
        Sources.ShouldContain(file => file.Path.StartsWith("tests/Sagas.Tests/", StringComparison.Ordinal));
    }

    [TestCaseSource(nameof(Rules))]
    public void Should_keep(TextRule rule) => rule.Violations(Sources).ShouldBeNone(rule.Name);

    [TestCaseSource(nameof(Rules))]
    public void Should_see_a_planted_violation(TextRule rule) =>
        rule.Violations([new SourceFile($"{rule.Folder}Planted.cs", $"// A comment.\n{rule.Planted}")])
            .ShouldContain(finding => finding.Place.EndsWith("Planted.cs:2", StringComparison.Ordinal));

    [TestCaseSource(nameof(Rules))]
    public void Should_not_mind_comments(TextRule rule) =>
        rule.Violations([new SourceFile($"{rule.Folder}Planted.cs", $"// {rule.Planted}\n/* {rule.Planted} */")]).ShouldBeEmpty();
}
