namespace Sagas.Tests.Architecture;

/// <summary>The floors on which the folders of a folder stand: each uses what is below it or on its own floor.</summary>
/// <param name="Parent">The folder, relative to the top of the repository.</param>
/// <param name="Floors">From the ground up; folders that share a floor are joined by <c>+</c>.</param>
internal sealed record FloorPlan(string Parent, params IReadOnlyList<string> Floors)
{
    private const string Where = "tests/Sagas.Tests/Architecture/Floors.cs";

    private readonly Dictionary<string, int> _floors = Floors.Index()
        .SelectMany(floor => floor.Item.Split(" + ").Select(folder => (folder, floor.Index)))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>Folders that the plan does not know, and folders that it alone knows.</summary>
    public IReadOnlyList<string> Gaps(IReadOnlyList<string> folders) =>
    [
        .. folders.Except(_floors.Keys).Select(folder => $"{Parent}/{folder} has no floor; give it one in {Where}"),
        .. _floors.Keys.Except(folders).Select(folder => $"{Parent}/{folder} has a floor in {Where} and does not exist"),
    ];

    public IReadOnlyList<string> UpwardUses(IReadOnlyList<FolderEdge> edges) =>
    [
        .. from edge in edges
           where _floors.TryGetValue(edge.From, out var own) && _floors.TryGetValue(edge.To, out var used) && used > own
           select $"{edge.From} uses {edge.To}, which stands above it\n{edge.Shown()}",
    ];

    public static IReadOnlyList<string> Circles(IReadOnlyList<FolderEdge> edges) =>
    [
        .. from circle in FolderEdge.Circles(edges)
           let folders = circle.Select(edge => edge.From).Append(circle[0].From)
           select $"{string.Join(" -> ", folders)}\n{string.Join('\n', circle.Select(edge => edge.Shown()))}",
    ];
}
