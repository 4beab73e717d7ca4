namespace Sagas.Benchmarks.Growth;

/// <summary>Background work of the service once its database has grown.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Table">The table whose rows are removed.</param>
/// <param name="Time">The column that says how old a row is.</param>
/// <param name="Age">The age from which rows are removed.</param>
/// <param name="Settings">Settings that give it as much work as possible.</param>
internal sealed record Chore(string Name, string Table, string Time, TimeSpan Age, IReadOnlyList<string> Settings)
{
    /// <summary>All of them. They follow one another on the same database.</summary>
    public static readonly IReadOnlyList<Chore> All =
    [
        // The shortest window allowed: everything that existed before the measurements is older.
        new("inbox clean-up", "InboxMessages", "ReceivedAt", TimeSpan.FromMinutes(1),
            ["--Sagas:Durability:DuplicateDetectionWindow=00:01:00", "--Sagas:Durability:InboxCleanupInterval=00:00:01"]),
        new("archive", "SagaTransitions", "At", TimeSpan.FromMinutes(1),
        [
            "--Sagas:Durability:DuplicateDetectionWindow=00:01:00", "--Sagas:Durability:ArchiveAfter=00:01:00",
            "--Sagas:Durability:ArchiveInterval=00:00:01",
        ]),
    ];
}
