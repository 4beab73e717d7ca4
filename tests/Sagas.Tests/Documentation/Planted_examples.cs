using Sagas.Tests.Architecture;

namespace Sagas.Tests.Documentation;

/// <summary>The rules for examples find what breaks them, and nothing else.</summary>
internal class Planted_examples
{
    private const string Types =
        """
        # Types

        ```csharp
        using Sagas.Durability.Settings;

        namespace Planted;

        public record Parcel(string Name)
        {
            public DurabilityOptions Options { get; } = new();
        }
        ```

        Statements may use them:

        ```csharp
        using Planted;

        Console.WriteLine(new Parcel("a").Name.Length);
        ```
        """;

    [Test]
    public void Should_be_one_program() => Compile(Types).ShouldBeEmpty();

    [Test]
    public void Should_be_named_by_page_and_line_when_they_do_not_compile() =>
        Compile(Types.Replace(".Length", ".Size", StringComparison.Ordinal)).Select(finding => (finding.Place, finding.What[..6]))
            .ShouldBe([("docs/planted.md:19", "CS1061")]);

    [Test]
    public void Should_not_see_what_is_internal() =>
        Compile(Types.Replace("DurabilityOptions", "Sagas.Durability.Messages.KnownMessages", StringComparison.Ordinal))
            .ShouldContain(finding => finding.What.StartsWith("CS0122", StringComparison.Ordinal));

    [Test]
    public void Should_be_told_of_warnings() =>
        Compile("```csharp\nstring text = null;\nConsole.WriteLine(text.Length);\n```").Select(finding => finding.What[..6])
            .ShouldBe(["CS8600", "CS8602"]);

    [Test]
    public void Should_be_left_out_for_a_reason() =>
        Compile("<!-- not compiled: it shows a mistake -->\n```csharp\nthis is none\n```").ShouldBeEmpty();

    [Test]
    public void Should_not_be_left_out_without_one() =>
        Compile("<!-- not compiled -->\n```csharp\nthis is none\n```").Select(finding => finding.Place)
            .ShouldBe(["docs/planted.md:3"]);

    [Test]
    public void Should_use_the_types_of_another_page_if_they_say_so()
    {
        const string Text = "<!-- compiled with docs/types.md -->\n```csharp\nConsole.WriteLine(new Planted.Parcel(\"a\"));\n```";
        var types = new DocPage("docs/types.md", Types);

        DocExamples.Compile(new DocPage("docs/planted.md", Text), [types]).ShouldBeEmpty();
        DocExamples.Compile(new DocPage("docs/planted.md", Text["<!-- compiled with docs/types.md -->".Length..]), [types])
            .Select(finding => finding.What[..6]).ShouldBe(["CS0246"]);
    }

    [TestCase("```json\n{\"a\":1}\n```", null)]
    [TestCase("Text\n\n```json\n{\"a\":1,\n \"b\":}\n```", "docs/planted.md:5")]
    public void Should_be_JSON(string text, string? place) =>
        DocMentions.BrokenJson(new DocPage("docs/planted.md", text)).Select(finding => finding.Place)
            .ShouldBe(place is null ? [] : [place]);

    [TestCase("Run `infra/test.sh`.", true)]
    [TestCase("Run `infra/tests.sh`.", false)]
    [TestCase("dotnet run --project src/Saga", false)]
    [TestCase("In src/Sagas/ and tests/*", true)]
    [TestCase("curl localhost:8080/docs/x", true)]
    public void Should_mention_files_that_exist(string text, bool isRight) =>
        DocMentions.MissingFiles(new DocPage("docs/planted.md", text)).Any().ShouldBe(!isRight);

    [TestCase("dotnet run --project src/Sagas -- verify", true)]
    [TestCase("dotnet run --project src/Sagas -- verity", false)]
    [TestCase("dotnet Sagas.dll sample --orders 5", true)]
    public void Should_mention_commands_that_exist(string text, bool isRight) =>
        DocMentions.MissingCommands(new DocPage("docs/planted.md", text)).Any().ShouldBe(!isRight);

    private static IReadOnlyList<Finding> Compile(string text) =>
        [.. DocExamples.Compile(new DocPage("docs/planted.md", text), [])];
}
