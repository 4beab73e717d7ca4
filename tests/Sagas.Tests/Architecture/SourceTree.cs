namespace Sagas.Tests.Architecture;

/// <summary>The repository that the tests were built from.</summary>
internal static class SourceTree
{
    private static readonly string[] BuildFolders = ["bin", "obj", "TestResults", "node_modules"];

    public static string Root { get; } = FindRoot();

    /// <summary>Paths of all files below a folder, relative to the top, with forward slashes.</summary>
    public static IReadOnlyList<string> FilesBelow(string folder)
    {
        var found = new List<string>();
        var open = new Stack<string>([Path.Combine(Root, folder)]);
        while (open.TryPop(out var current) && Directory.Exists(current))
        {
            found.AddRange(Directory.EnumerateFiles(current).Select(Relative));
            foreach (var child in Directory.EnumerateDirectories(current))
                if (!BuildFolders.Contains(Path.GetFileName(child), StringComparer.Ordinal))
                    open.Push(child);
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }

    /// <summary>The names of the folders right below a folder that hold anything.</summary>
    public static IReadOnlyList<string> FoldersOf(string folder) =>
        [.. FilesBelow(folder).Select(path => path[(folder.Length + 1)..].Split('/')).Where(path => path.Length > 1)
            .Select(path => path[0]).Distinct()];

    public static string Absolute(string relativePath) => Path.Combine(Root, relativePath);

    public static string Relative(string absolutePath) =>
        Path.GetRelativePath(Root, absolutePath).Replace(Path.DirectorySeparatorChar, '/');

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Sagas.sln")))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException($"No Sagas.sln above {AppContext.BaseDirectory}.");
        }

        return folder;
    }
}
