using Sagas.Hosting.Database;
using Sagas.Tests.Durability.Databases.Fakes;
using Sagas.Tests.Durability.Databases.Texts;

namespace Sagas.Tests.Durability.Databases;

/// <summary>The durable layer's own texts, as a reader who knows PostgreSQL has approved them.</summary>
internal class When_PostgreSQL_is_spoken_to
{
    private const string UnitsOfWork = "units of work";
    private const string Outbox = "outbox";
    private const string Inbox = "inbox";
    private const string Archive = "archive";
    private const string Migration = IssuedTexts.Migration;

    private static readonly string SixtyFour = string.Join(", ", Enumerable.Range(0, 64).Select(place => $"@p{place}"));

    private IReadOnlyList<IssuedText> _texts = [];

    [OneTimeSetUp]
    public async Task Collect()
    {
        await using var service = await FakeService.StartAsync(DatabaseKind.PostgreSql);
        service.Recorder.Part = UnitsOfWork;
        await DurableTexts.CommitAsync(service, participants: false);
        service.Recorder.Part = Outbox;
        await DurableTexts.SweepAsync(service);
        service.Recorder.Part = Inbox;
        await DurableTexts.CleanUpAsync(service);
        service.Recorder.Part = Archive;
        await ArchiveTexts.ArchiveAsync(service);
        service.Recorder.Part = Migration;
        await MigrationTexts.MigrateAsync(service);
        _texts = [.. service.Recorder.Texts.OncePerPart()];
    }

    [TestCase(UnitsOfWork,
        """
        INSERT INTO "InboxMessages" ("MessageId", "ConsumerId", "ReceivedAt") VALUES (@p0, @p1, @p2) ON CONFLICT DO NOTHING
        """)]
    [TestCase(UnitsOfWork,
        """
        DELETE FROM "Orders" WHERE "OrderId" = @p0 AND "Version" = @p1
        """)]
    [TestCase(UnitsOfWork,
        """
        DELETE FROM "OutboxMessages" WHERE "TokenId" IN (@p0, @p1, @p2, @p3)
        """)]
    [TestCase(UnitsOfWork,
        """
        DELETE FROM "OutboxMessages" WHERE "OutboxId" IN (@p0, @p1, @p2, @p3)
        """)]
    [TestCase(UnitsOfWork,
        """
        WITH gone AS (DELETE FROM "OutboxMessages" WHERE "OutboxId" IN (@p0) RETURNING "OutboxId", "Body", "Bytes", "ContentType", "ConversationId", "CreatedAt", "DestinationAddress", "DueAt", "Headers", "MessageId", "MessageTypes", "SagaId", "SagaVersion", "Wire")
        INSERT INTO "JournaledMessages" ("OutboxId", "Body", "Bytes", "ContentType", "ConversationId", "CreatedAt", "DestinationAddress", "DueAt", "Headers", "MessageId", "MessageTypes", "SagaId", "SagaVersion", "Wire", "LeftAt") SELECT "OutboxId", "Body", "Bytes", "ContentType", "ConversationId", "CreatedAt", "DestinationAddress", "DueAt", "Headers", "MessageId", "MessageTypes", "SagaId", "SagaVersion", "Wire", @p1 FROM gone
        """)]
    [TestCase(Outbox,
        """
        UPDATE "OutboxMessages" AS o SET "VisibleAt" = @p1
        FROM (SELECT "OutboxId" FROM "OutboxMessages" WHERE "VisibleAt" <= @p0 ORDER BY "VisibleAt" LIMIT @p2 FOR UPDATE SKIP LOCKED) AS due
        WHERE o."OutboxId" = due."OutboxId"
        RETURNING o.*
        """)]
    [TestCase(Inbox,
        """
        DELETE FROM "InboxMessages" WHERE ctid IN (
            SELECT ctid FROM "InboxMessages" WHERE "ReceivedAt" < @p0
            ORDER BY "ReceivedAt" LIMIT @p1 FOR UPDATE SKIP LOCKED)
        """)]
    [TestCase(Archive, """SELECT * FROM "Orders" WHERE "OrderId" IN (64 of them) FOR UPDATE SKIP LOCKED""")]
    [TestCase(Archive, """DELETE FROM "Payments" WHERE "OrderId" IN (64 of them) RETURNING *""")]
    [TestCase(Archive, """DELETE FROM "SagaTransitions" WHERE "SagaId" IN (64 of them) AND "SagaType" = @p64 RETURNING *""")]
    [TestCase(Archive,
        """
        DELETE FROM "Orders" WHERE "OrderId" = @p0 AND "Version" = @p1
        """)]
    [TestCase(Migration,
        """
        SELECT to_regclass('"__EFMigrationsHistory"') IS NOT NULL AS "Value"
        """)]
    public void Should_say(string part, string text) =>
        _texts.Where(issued => issued.Part == part).Select(issued => issued.Text.TrimEnd())
            .ShouldContain(text.Replace("64 of them", SixtyFour, StringComparison.Ordinal));

    // It would log errors at the first migration of every new database.
    [Test]
    public void Should_not_read_what_has_been_migrated_before_it_is_known_to_be_there()
    {
        var texts = _texts.Where(issued => issued.Part == Migration).Select(issued => issued.Text).ToList();

        texts.FindIndex(text => text.Contains("CREATE TABLE IF NOT EXISTS \"__EFMigrationsHistory\"", StringComparison.Ordinal))
            .ShouldBeInRange(
                0, texts.FindIndex(text => text.Contains("FROM \"__EFMigrationsHistory\"", StringComparison.Ordinal)));
    }

    [Test]
    public void Should_let_the_database_number_the_history() =>
        _texts.Where(text => text.Text.StartsWith("INSERT INTO \"SagaTransitions\"", StringComparison.Ordinal))
            .ShouldAllBe(text => !text.Text.Contains("\"Position\"", StringComparison.Ordinal));

    // It refuses a point in time that is not said to be UTC.
    [Test]
    public void Should_tell_points_in_time_as_such() =>
        _texts.First(text => text.Text.Contains("\"ReceivedAt\") VALUES", StringComparison.Ordinal))
            .Parameters[2].Type.ShouldBe(nameof(System.Data.DbType.DateTime));

    [Test]
    public void Should_keep_below_its_65_535_parameters() =>
        _texts.Max(text => text.Parameters.Count).ShouldBeInRange(500, 65_535);
}
