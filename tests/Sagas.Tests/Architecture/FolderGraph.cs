namespace Sagas.Tests.Architecture;

/// <summary>Which folders of the sources use which, for those who want to change it.</summary>
[Explicit("prints, and judges nothing")]
internal class FolderGraph
{
    /// <summary>Every project, and every folder right below one that holds several.</summary>
    public static IEnumerable<string> Parents =>
        from project in SourceTree.FilesBelow("src").Where(path => path.EndsWith(".csproj", StringComparison.Ordinal))
        let top = project[..project.LastIndexOf('/')]
        from parent in SourceTree.FoldersOf(top).Select(folder => $"{top}/{folder}")
            .Where(folder => SourceTree.FoldersOf(folder).Count > 1).Prepend(top)
        select parent;

    [Test]
    public void Should_be_printed()
    {
        foreach (var parent in Parents)
            TestContext.Out.WriteLine(
                string.Join('\n', EdgesBelow(parent).Select(edge => edge.Shown(int.MaxValue)).Prepend($"{parent}:")));
    }

    internal static IReadOnlyList<FolderEdge> EdgesBelow(string parent) => FolderEdge.Below(
        parent, SourceProject.All.Single(project => $"{parent}/".StartsWith($"{project.Folder}/", StringComparison.Ordinal)));
}
