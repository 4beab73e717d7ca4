namespace Sagas.Chaos.Servers;

/// <summary>The repository that this program was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

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
