namespace Sagas.Tests.Architecture;

/// <summary>A test lies where the thing that it tests lies, so that either is found by the other.</summary>
internal class Folders_of_tests
{
    private const string Tests = "tests/Sagas.Tests";

    // About the whole service or its repository, and what all tests share.
    private static readonly string[] WithoutMirror =
    [
        "Architecture", "Beds", "Browser", "Chaos", "Cluster", "Crash", "Deployment", "Documentation", "Fuzz", "Harness",
        "Interop", "Journeys", "Properties", "Time", "Upgrades",
    ];

    // What the tests of a mirrored folder stand on.
    private static readonly string[] Props = ["Fakes", "Own", "Shelves", "Texts", "World"];

    [Test]
    public void Should_mirror_the_sources() =>
        SourceTree.FilesBelow(Tests).Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
            .Select(path => path[Tests.Length..path.LastIndexOf('/')].TrimStart('/')).Distinct()
            .Where(IsNoMirror).ShouldBeEmpty("A test lies in the folder of what it tests.");

    [TestCase("Orders/Api/Submitting")]
    [TestCase("Durability/DeadLetters/Jobs/Running")]
    [TestCase("Durability/World")]
    [TestCase("Journeys/World")]
    [TestCase("")]
    public void Should_accept(string folder) => IsNoMirror(folder).ShouldBeFalse();

    [TestCase("Api")]
    [TestCase("Durability/Api")]
    [TestCase("World")]
    public void Should_see_a_planted_folder(string folder) => IsNoMirror(folder).ShouldBeTrue();

    private static bool IsNoMirror(string folder)
    {
        var parts = folder.Split('/');
        if (folder.Length == 0 || WithoutMirror.Contains(parts[0], StringComparer.Ordinal))
            return false;

        var mirrored = string.Join(
            '/', parts.Length > 1 && Props.Contains(parts[^1], StringComparer.Ordinal) ? parts[..^1] : parts);
        return !Directory.Exists(SourceTree.Absolute($"src/Sagas.{mirrored}"))
            && !Directory.Exists(SourceTree.Absolute($"src/Sagas/{mirrored}"));
    }
}
