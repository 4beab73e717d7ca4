using System.Text.RegularExpressions;

namespace Sagas.Tests.Architecture;

/// <summary>A name says what a thing is for; these names say only that somebody did not know.</summary>
internal partial class TypeNames
{
    private static readonly string[] SourceFolders = ["src", "tests", "infra"];

    [Test]
    public void Should_say_something() =>
        SourceFolders.SelectMany(SourceFile.Below).SelectMany(BannedTypes).ShouldBeNone("Name the room before the line");

    [Test]
    public void Should_say_something_for_files_and_folders() =>
        SourceFolders.SelectMany(SourceTree.FilesBelow).SelectMany(BannedPath).ShouldBeNone("Name the room before the line");

    [TestCase("class OrderManager;", "OrderManager")]
    [TestCase("static class PaymentHelpers { }", "PaymentHelpers")]
    [TestCase("abstract record ConsumerBase<T>;", "ConsumerBase")]
    [TestCase("record struct CommonMoney;", "CommonMoney")]
    [TestCase("interface IUtils;", "IUtils")]
    [TestCase("static class Extensions { }", "Extensions")]
    public void Should_see_a_planted_type(string code, string name) =>
        BannedTypes(new SourceFile("src/x.cs", $"// class FineHelper;\n{code}")).ShouldBe([new Finding("src/x.cs:2", name)]);

    [TestCase("class Database;")]
    [TestCase("class OrderExtensions;")]
    [TestCase("class Commonwealth;")]
    [TestCase("where T : class // Manager")]
    public void Should_accept_words_that_only_look_alike(string code) =>
        BannedTypes(new SourceFile("src/x.cs", code)).ShouldBeEmpty();

    [TestCase("src/Sagas/Common/Money.cs")]
    [TestCase("src/Sagas.Utils/Money.cs")]
    [TestCase("src/Sagas/MoneyHelper.cs")]
    [TestCase("src/Sagas/Extensions.cs")]
    public void Should_see_a_planted_path(string path) => BannedPath(path).ShouldHaveSingleItem();

    private static IEnumerable<Finding> BannedTypes(SourceFile file) =>
        from finding in file.Find(TypeDeclaration(), TextKind.Code)
        let name = finding.What.Split(' ')[^1]
        where IsBanned(name)
        select finding with { What = name };

    private static IEnumerable<Finding> BannedPath(string path) =>
        path.Split('/', '.').Where(IsBanned).Take(1).Select(name => new Finding(path, name));

    private static bool IsBanned(string name) =>
        string.Equals(name, "Extensions", StringComparison.Ordinal) || BannedWord().IsMatch(name);

    [GeneratedRegex(@"\b(class|record|struct|interface|enum)\s+[A-Z]\w*",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex("(^I?|[a-z0-9])(Manager|Helper|Helpers|Util|Utils|Utility|Utilities|Common|Base|Misc)($|[A-Z0-9])",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex BannedWord();
}
