using System.Text.RegularExpressions;
using Sagas.Hosting.Database;
using Sagas.Tests.Architecture;
using Sagas.Tests.Durability.Databases.Texts;

namespace Sagas.Tests.Durability.Databases;

/// <summary>
/// Every place in the sources where a text for the database begins, with the part of <see cref="IssuedTexts"/> that sets
/// it to work. A new place fails here until a part runs it, so that no text goes unread by the parsers.
/// </summary>
internal partial class Places_that_speak_to_the_database
{
    // Run for real by every test on SQLite.
    private const string OnlyOnSqlite = "only on SQLite";

    private static readonly (string File, int Count, string Part)[] Known =
    [
        ("src/Sagas.Durability/Archive/ArchiveGuard.cs", 1, "archive"),
        ("src/Sagas.Durability/Archive/FinishedSaga.cs", 3, "archive"),
        ("src/Sagas.Durability/Archive/HistoryWalk.cs", 1, "archive"),
        ("src/Sagas.Durability/Archive/MessagesUnderWay.cs", 3, "archive"),
        ("src/Sagas.Durability/Archive/SagaArchive.cs", 3, "dead letters"),
        ("src/Sagas.Durability/Archive/SagaRows.cs", 2, "archive"),
        ("src/Sagas.Durability/Registry/SagaSummaryReader.cs", 1, "operations"),
        ("src/Sagas.Durability/Registry/StoredSagaType.cs", 4, "operations"),
        ("src/Sagas.Durability/Audit/AuditQuery.cs", 1, "audit"),
        ("src/Sagas.Durability/Audit/AuditTrail.cs", 2, "audit"),
        ("src/Sagas.Durability/Databases/CommandCache.cs", 2, OnlyOnSqlite),
        ("src/Sagas.Durability/Databases/DurableDatabase.cs", 1, "health"),
        ("src/Sagas.Durability/Retention/ExpiredRows.cs", 1, "inbox"),
        ("src/Sagas.Durability/Databases/SqliteConnectionSettings.cs", 2, OnlyOnSqlite),
        ("src/Sagas.Durability/Databases/StatementBatch.cs", 4, "order process"),
        ("src/Sagas.Durability/Receive/DeliveryCounter.cs", 1, "counted deliveries"),
        ("src/Sagas.Durability/DeadLetters/Jobs/RetryJobReader.cs", 6, "retry jobs"),
        ("src/Sagas.Durability/DeadLetters/Jobs/Running/FrozenSelection.cs", 2, "retry jobs"),
        ("src/Sagas.Durability/DeadLetters/Jobs/Running/RetryJobLeases.cs", 5, "retry jobs"),
        ("src/Sagas.Durability/DeadLetters/Jobs/Running/RetryJobRound.cs", 3, "retry jobs"),
        ("src/Sagas.Durability/DeadLetters/Jobs/Running/RetryJobSender.cs", 6, "retry jobs"),
        ("src/Sagas.Durability/DeadLetters/Jobs/Running/RetryOutcomes.cs", 7, "retry jobs"),
        ("src/Sagas.Durability/DeadLetters/Operations/DeadLetterQuery.cs", 3, "dead letters"),
        ("src/Sagas.Durability/DeadLetters/Operations/DeadLetterReader.cs", 1, "dead letters"),
        ("src/Sagas.Durability/Gauges/DeadLetterGauges.cs", 1, "gauges"),
        ("src/Sagas.Durability/Gauges/SagaGauges.cs", 1, "gauges"),
        ("src/Sagas.Durability/Outbox/OutboxReader.cs", 1, "outbox backlog"),
        ("src/Sagas.Durability/Outbox/OutboxLeases.cs", 2, "outbox leases"),
        ("src/Sagas.Durability/Outbox/OutboxPoller.cs", 5, "outbox"),
        ("src/Sagas.Durability/Sagas/EndedSagas.cs", 1, "saga repository"),
        ("src/Sagas.Durability/Sagas/DurableSagaRepositoryContextFactory.cs", 1, "saga repository"),
        ("src/Sagas.Durability/Timers/TimerService.cs", 1, "timers"),
        ("src/Sagas.Durability/Commit/ParticipantTransaction.cs", 1, "units of work"),
        ("src/Sagas.Durability/Verification/ArchiveCheck.cs", 2, "verification"),
        ("src/Sagas.Durability/Verification/DeadLetterCount.cs", 1, "verification"),
        ("src/Sagas.Durability/Verification/EventsCheck.cs", 2, "verification"),
        ("src/Sagas.Durability/Verification/HistoryCheck.cs", 1, "verification"),
        ("src/Sagas.Durability/Verification/InboxCheck.cs", 2, "verification"),
        ("src/Sagas.Durability/Verification/OutboxCheck.cs", 1, "verification"),
        ("src/Sagas.Durability/Verification/StoredSnapshot.cs", 2, "verification"),
        ("src/Sagas.Access/Protection/StoredKeys.cs", 3, "keys of cookies"),
        ("src/Sagas/Hosting/Database/DatabaseMigration.cs", 4, IssuedTexts.Migration),
        ("src/Sagas/Hosting/Health/DatabaseCondition.cs", 2, OnlyOnSqlite),
        ("src/Sagas/Hosting/Health/DamageSearch.cs", 2, OnlyOnSqlite),
        ("src/Sagas/Hosting/Database/MigrationHistory.cs", 1, IssuedTexts.Migration),
        ("src/Sagas.Operations/Alerts/AlertReader.cs", 7, "operations"),
        ("src/Sagas.Operations/Alerts/StuckCauses.cs", 2, "operations"),
        ("src/Sagas.Operations/Sagas/ActionEffects.cs", 1, "operations"),
        ("src/Sagas.Operations/Sagas/MessageFinder.cs", 1, "operations"),
        ("src/Sagas.Operations/Redaction/SecretsOfSagas.cs", 5, "operations"),
        ("src/Sagas.Operations/Sagas/SagaReader.cs", 4, "operations"),
        ("src/Sagas.Operations/Instances/InstanceBeat.cs", 9, "operations"),
        ("src/Sagas.Operations/Instances/StoredPauses.cs", 1, "operations"),
        ("src/Sagas.Operations/Overview/OverviewSampler.cs", 3, "operations"),
        ("src/Sagas.Operations/Overview/StepFeed.cs", 2, "operations"),
        ("src/Sagas.Operations/Minutes/MinuteCounts.cs", 4, "minutes"),
        ("src/Sagas.Operations/Minutes/MinuteRecorder.cs", 6, "minutes"),
        ("src/Sagas.Operations/Minutes/RecordedHistory.cs", 2, "minutes"),
        ("src/Sagas.Operations/Minutes/RecordedMinutes.cs", 1, "minutes"),
        ("src/Sagas.Operations/Minutes/ShiftSummary.cs", 3, "minutes"),
        ("src/Sagas.Operations/Minutes/StepPositions.cs", 2, "minutes"),
        ("src/Sagas.Operations/Search/JobsSearched.cs", 1, "search"),
        ("src/Sagas.Operations/Search/LettersSearched.cs", 1, "search"),
        ("src/Sagas.Operations/Search/StepsSearched.cs", 2, "search"),
        ("src/Sagas/Verification/ChargesCheck.cs", 2, "verification"),
        ("src/Sagas/Verification/EffectsCheck.cs", 8, "verification"),
        ("src/Sagas/Verification/OrdersCheck.cs", 1, "verification"),
        ("src/Sagas/Verification/OrphansCheck.cs", 3, "verification"),
        ("src/Sagas/Verification/ProgressCheck.cs", 1, "verification"),
        ("src/Sagas/Verification/StoredLedger.cs", 4, "verification"),
        ("src/Sagas/Verification/Submissions.cs", 2, "verification"),
        ("src/Sagas/Verification/SubmissionsCheck.cs", 2, "verification"),
        ("src/Sagas/Orders/Api/Idempotency/IdempotencyLedger.cs", 4, "idempotency"),
        ("src/Sagas/Orders/Api/Listing/OrderQuery.cs", 1, "listing"),
        ("src/Sagas/Orders/Api/OrderReader.cs", 4, "history"),
        ("src/Sagas/Orders/Api/Streaming/StreamPositions.cs", 2, "event streams"),
        ("src/Sagas/Orders/Api/Streaming/TransitionFeed.cs", 1, "event streams"),
        ("src/Sagas/Payments/ProcessPaymentConsumer.cs", 1, "payments"),
        ("src/Sagas/Payments/RefundPaymentConsumer.cs", 1, "payments"),
        ("src/Sagas/Payments/Simulator/SimulatedPaymentGateway.cs", 2, "payments"),
    ];

    [Test]
    public void Should_all_be_known()
    {
        var places = SourceFile.Below("src").Where(file => !file.Path.Contains("/Migrations/", StringComparison.Ordinal))
            .SelectMany(file => file.Find(Beginning(), TextKind.Code))
            .GroupBy(place => place.Place[..place.Place.LastIndexOf(':')])
            .ToDictionary(file => file.Key, file => file.ToList(), StringComparer.Ordinal);

        places.Where(file => file.Value.Count != Known.FirstOrDefault(place => place.File == file.Key).Count)
            .SelectMany(file => file.Value)
            .ShouldBeEmpty($"Let a part of {nameof(IssuedTexts)} issue the texts of these files, and count them here");
        places.Keys.ShouldBe(Known.Select(place => place.File), ignoreOrder: true);
    }

    [Test]
    public void Should_all_be_set_to_work() =>
        Known.Select(place => place.Part).Except([OnlyOnSqlite])
            .ShouldBeSubsetOf([.. IssuedTexts.Parts.Keys, .. IssuedTexts.ServerParts.Keys]);

    // A query that begins with a property would begin unseen.
    [Test]
    public void Should_begin_with_Set() =>
        typeof(SagasDbContext).GetProperties()
            .ShouldNotContain(property => property.PropertyType.Name.StartsWith("DbSet", StringComparison.Ordinal));

    [TestCase("db.Set<Order>().CountAsync()", 1)]
    [TestCase("db.FindAsync<Order>(id)", 1)]
    [TestCase("command.CommandText = text", 1)]
    [TestCase("db.Database.SqlQuery<int>($\"SELECT 1\")", 1)]
    [TestCase("orders.Where(x => x.Old).ExecuteDeleteAsync()", 1)]
    [TestCase("// command.CommandText = text", 0)]
    public void Should_be_seen(string code, int count) =>
        new SourceFile("Planted.cs", code).Find(Beginning(), TextKind.Code).Count().ShouldBe(count);

    [GeneratedRegex(
        @"\b(FromSql\w*|ExecuteSql\w*|SqlQuery\w*|ExecuteUpdate\w*|ExecuteDelete\w*|CreateCommand|CreateDbCommand|CommandText\s*=[^=]|Set<\w+>\(\)"
        + @"|Find(Async)?<|Reload(Async)?\(|SaveChanges(Async)?\(|Database\.Migrate(Async)?\(|GetPendingMigrations\w*|GetAppliedMigrations\w*|CanConnect\w*)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Beginning();
}
