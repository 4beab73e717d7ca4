using Sagas.Tests.Architecture;

namespace Sagas.Tests.Documentation;

/// <summary>What the pages show works: whoever copies it must not find out otherwise.</summary>
internal class Examples_of_the_docs
{
    private static IEnumerable<DocPage> Pages => DocPage.All;

    [TestCaseSource(nameof(Pages))]
    public void Should_compile(object page) =>
        DocExamples.Compile((DocPage)page, DocPage.All).ShouldBeNone("The C# of a page compiles");

    [TestCaseSource(nameof(Pages))]
    public void Should_be_JSON_where_they_say_so(object page) =>
        DocMentions.BrokenJson((DocPage)page).ShouldBeNone("A block of JSON can be read");

    [TestCaseSource(nameof(Pages))]
    public void Should_mention_what_there_is(object page)
    {
        // Records and the changelog tell of what was.
        if (!((DocPage)page).Path.StartsWith("docs/decisions/", StringComparison.Ordinal))
            DocMentions.MissingFiles((DocPage)page).ShouldBeNone("Files and folders that a page names exist");
        DocMentions.MissingCommands((DocPage)page).ShouldBeNone("The program has the commands that a page names");
    }

    [Test]
    public void Should_be_found_at_all() =>
        DocPage.All.Where(page => page.Blocks.Any(block => block.Language == "csharp")).Select(page => page.Path)
            .ShouldBe(["docs/own-saga.md", "README.md"]);
}
