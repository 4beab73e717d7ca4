namespace Sagas.Benchmarks.Growth;

/// <summary>What the service does beside its orders once its database has grown.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Table">From which table rows go.</param>
/// <param name="Time">Which of its columns tells how old a row is.</param>
/// <param name="Age">From which age on.</param>
/// <param name="Settings">Settings by which there is as much to do as there can be.</param>
internal sealed record Chore(string Name, string Table, string Time, TimeSpan Age, IReadOnlyList<string> Settings)
{
    /// <summary>All of them. They follow each other on the same database.</summary>
    public static readonly IReadOnlyList<Chore> All =
    [
        // The shortest window there may be: all that was there before anybody was measured is older.
        new("inbox clean-up", "InboxMessages", "ReceivedAt", TimeSpan.FromMinutes(1),
            ["--Sagas:Durability:DuplicateDetectionWindow=00:01:00", "--Sagas:Durability:InboxCleanupInterval=00:00:01"]),
        new("archive", "SagaTransitions", "At", TimeSpan.FromMinutes(1),
        [
            "--Sagas:Durability:DuplicateDetectionWindow=00:01:00", "--Sagas:Durability:ArchiveAfter=00:01:00",
            "--Sagas:Durability:ArchiveInterval=00:00:01",
        ]),
    ];
}
