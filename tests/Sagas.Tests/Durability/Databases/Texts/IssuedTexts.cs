using Sagas.Hosting.Database;
using Sagas.Tests.Durability.Databases.Fakes;

namespace Sagas.Tests.Durability.Databases.Texts;

/// <summary>
/// Every text that the service issues, found by setting each of its parts to work on a database that is not there.
/// Whoever adds a query adds it to one of these parts; <see cref="Places_that_speak_to_the_database"/> reminds of it.
/// </summary>
internal static class IssuedTexts
{
    /// <summary>The parts that run on every database.</summary>
    public static IReadOnlyDictionary<string, Func<FakeService, Task>> Parts { get; } =
        new Dictionary<string, Func<FakeService, Task>>(StringComparer.Ordinal)
        {
            ["listing"] = ApiTexts.ListAsync,
            ["get and wait"] = ApiTexts.GetAndWaitAsync,
            ["history"] = ApiTexts.HistoryAsync,
            ["event streams"] = ApiTexts.StreamAsync,
            ["idempotency"] = ApiTexts.RepeatAsync,
            ["keys of cookies"] = AccessTexts.KeepKeysAsync,
            ["payments"] = ConsumerTexts.PayAsync,
            ["notifications"] = ConsumerTexts.NotifyAsync,
            ["order process"] = ConsumerTexts.ProcessAsync,
            ["saga repository"] = ConsumerTexts.SearchSagasAsync,
            ["units of work"] = DurableTexts.CommitAsync,
            ["outbox"] = DurableTexts.SweepAsync,
            ["outbox backlog"] = DurableTexts.CountBacklogAsync,
            ["outbox leases"] = DurableTexts.EndLeasesAsync,
            ["timers"] = DurableTexts.ChangeTimersAsync,
            ["counted deliveries"] = DurableTexts.CountDeliveriesAsync,
            ["inbox"] = DurableTexts.CleanUpAsync,
            ["journal"] = DurableTexts.ForgetAsync,
            ["archive"] = ArchiveTexts.ArchiveAsync,
            ["gauges"] = DurableTexts.SampleAsync,
            ["operations"] = OperationsTexts.LookAsync,
            ["minutes"] = OperationsTexts.RecordAsync,
            ["search"] = OperationsTexts.SearchAsync,
            ["dead letters"] = DeadLetterTexts.LookAsync,
            ["dead letter operations"] = DeadLetterTexts.DealAsync,
            ["retry jobs"] = DeadLetterTexts.RetryManyAsync,
            ["audit"] = DeadLetterTexts.AuditAsync,
            ["verification"] = VerificationTexts.VerifyAsync,
            ["every table"] = TableTexts.SaveAsync,
        };

    /// <summary>
    /// The parts that speak to database servers only: a file is there or not, and its migration runs in every test.
    /// </summary>
    public static IReadOnlyDictionary<string, Func<FakeService, Task>> ServerParts { get; } =
        new Dictionary<string, Func<FakeService, Task>>(StringComparer.Ordinal)
        {
            ["health"] = ApiTexts.CheckHealthAsync,
            [Migration] = MigrationTexts.MigrateAsync,
        };

    public const string Migration = "migration";

    /// <summary>Runs all parts.</summary>
    public static async Task<IReadOnlyList<IssuedText>> CollectAsync(DatabaseKind kind)
    {
        await using var service = await FakeService.StartAsync(kind);
        foreach (var (part, run) in kind == DatabaseKind.Sqlite ? Parts : Parts.Concat(ServerParts))
        {
            service.Recorder.Part = part;
            await run(service);
        }

        return service.Recorder.Texts;
    }

    /// <summary>Each text once.</summary>
    public static IEnumerable<IssuedText> OncePerPart(this IEnumerable<IssuedText> texts) =>
        texts.GroupBy(text => (text.Part, text.Text)).Select(same => same.First());
}
