namespace Sagas.Chaos.Faults;

/// <summary>What distinguishes the kinds of faults.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Target">What it hits.</param>
/// <param name="Shortest">How long it lasts at least; for a clock, how far it jumps at least.</param>
/// <param name="Longest">The same, at most.</param>
internal sealed record FaultTraits(string Name, string Target, TimeSpan Shortest, TimeSpan Longest)
{
    private static readonly Dictionary<FaultKind, FaultTraits> Known = new()
    {
        [FaultKind.InstanceKilled] = Momentary("instance killed", "instance"),
        [FaultKind.BrokerStopped] = Lasting("broker stopped", "broker", 2, 8),
        [FaultKind.BrokerKilled] = Lasting("broker killed", "broker", 0, 4),
        [FaultKind.BrokerConnectionsClosed] = Momentary("broker connections closed", "broker"),
        [FaultKind.BrokerMemoryAlarm] = Lasting("broker out of memory", "broker", 3, 7),
        [FaultKind.BrokerSlow] = Lasting("broker 100 ms away", "broker", 5, 12),
        [FaultKind.BrokerCut] = Lasting("broker unreachable", "broker", 1, 5),
        [FaultKind.DatabaseStopped] = Lasting("database stopped", "database", 1, 6),
        [FaultKind.DatabaseCrashed] = Lasting("database crashed", "database", 0, 3),
        [FaultKind.DatabaseSessionsEnded] = Momentary("database sessions ended", "database"),
        [FaultKind.DatabaseSlow] = Lasting("database 100 ms away", "database", 5, 12),
        [FaultKind.DatabaseCut] = Lasting("database unreachable", "database", 1, 5),
        [FaultKind.MessagesShuffled] = Lasting("messages duplicated and reordered", "queues", 4, 10),
        [FaultKind.ClockJump] = Lasting("clock put forward", "clocks", 15, 45),
    };

    /// <summary>The heavy faults of a run on servers: everything except kills, which never stop.</summary>
    public static IReadOnlyList<FaultKind> HeavyOnServers { get; } = [.. Known.Keys.Except([FaultKind.InstanceKilled])];

    /// <summary>The heavy faults of a run in one process.</summary>
    public static IReadOnlyList<FaultKind> HeavyEmbedded { get; } = [FaultKind.ClockJump];

    public static FaultTraits Of(FaultKind kind) => Known[kind];

    private static FaultTraits Momentary(string name, string target) => new(name, target, TimeSpan.Zero, TimeSpan.Zero);

    private static FaultTraits Lasting(string name, string target, int shortest, int longest) =>
        new(name, target, TimeSpan.FromSeconds(shortest), TimeSpan.FromSeconds(longest));
}
