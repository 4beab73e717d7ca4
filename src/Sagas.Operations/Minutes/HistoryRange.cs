namespace Sagas.Operations.Minutes;

/// <summary>How much of the past is shown, and in which steps.</summary>
/// <param name="Name">How it is asked for.</param>
/// <param name="Minutes">How many minutes.</param>
/// <param name="Step">How many minutes are put together.</param>
/// <param name="Per">The step, as people say it.</param>
internal sealed record HistoryRange(string Name, int Minutes, int Step, string Per)
{
    /// <summary>All of them, the first by default.</summary>
    public static IReadOnlyList<HistoryRange> All { get; } =
    [
        new("1h", 60, 1, "minute"), new("24h", 24 * 60, 10, "10 minutes"), new("7d", 7 * 24 * 60, 60, "hour"),
    ];

    /// <summary>The range of a name.</summary>
    /// <param name="name">The name; null for the default.</param>
    /// <returns>Null if there is none.</returns>
    public static HistoryRange? Find(string? name) => name is null ? All[0] : All.FirstOrDefault(range => range.Name == name);
}
