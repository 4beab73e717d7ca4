using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Sagas.Durability.Databases;
using Sagas.Durability.Tables;
using Sagas.Hosting.Database;
using Sagas.Hosting.Migrations;
using Sagas.Orders;
using Sagas.Tests.Durability.Databases.Fakes;
using Sagas.Tests.Durability.Databases.Texts;

namespace Sagas.Tests.Durability.Databases;

/// <summary>No SQL Server runs here, so that Microsoft's parser stands for it.</summary>
internal class When_SQL_Server_is_spoken_to
{
    private const string Script = "migration script";
    private const string RepeatableScript = "migration script that can be repeated";

    private IReadOnlyList<IssuedText> _texts = [];

    [OneTimeSetUp]
    public async Task Collect()
    {
        await using var context = new DesignTimeSqlServer().CreateDbContext([]);
        _texts =
        [
            .. (await IssuedTexts.CollectAsync(DatabaseKind.SqlServer)).OncePerPart(),
            .. MigrationTexts.Script(context, MigrationsSqlGenerationOptions.Default)
                .Select(text => new IssuedText(Script, text, [])),
            .. MigrationTexts.Script(context, MigrationsSqlGenerationOptions.Idempotent)
                .Select(text => new IssuedText(RepeatableScript, text, [])),
        ];
    }

    [Test]
    public void Should_say_only_what_its_parser_understands()
    {
        foreach (var part in _texts.GroupBy(text => text.Part))
            TestContext.Out.WriteLine($"{part.Count(),4} texts of {part.Key}");
        TestContext.Out.WriteLine($"{_texts.Count,4} texts in all");

        foreach (var text in _texts)
            TSql.ErrorsOf(text.Text).ShouldBeEmpty($"{text.Part}:\n{text.Text}");
    }

    [Test]
    public void Should_hear_from_every_part() =>
        _texts.Select(text => text.Part).Distinct().ShouldBe(
            [.. IssuedTexts.Parts.Keys, .. IssuedTexts.ServerParts.Keys, Script, RepeatableScript], ignoreOrder: true);

    [TestCase("SELECT FROM [Orders] WHERE")]
    [TestCase("WITH due AS (SELECT TOP (1) * FROM [OutboxMessages] WITH (UPDLOCK, READ PAST)) UPDATE due SET [VisibleAt] = @p1")]
    [TestCase("INSERT INTO [Orders] ([OrderId]) VALUES (@p0) ON CONFLICT DO NOTHING")]
    public void Should_not_get_away_with_a_mistake(string text) => TSql.ErrorsOf(text).ShouldNotBeEmpty();

    [Test]
    public void Should_name_no_column_that_is_not_there()
    {
        using var context = new DesignTimeSqlServer().CreateDbContext([]);
        var known = context.Model.GetEntityTypes()
            .SelectMany(entity => entity.GetProperties().Select(property => property.GetColumnName()))
            .ToHashSet(StringComparer.Ordinal);

        foreach (var text in _texts.Where(text => text.Part is not (IssuedTexts.Migration or Script or RepeatableScript)))
            TSql.ColumnsOf(text.Text).Except(known).ShouldBeEmpty($"{text.Part}:\n{text.Text}");
    }

    [Test]
    public void Should_keep_below_2_100_parameters()
    {
        var most = _texts.MaxBy(text => text.Parameters.Count)!;
        TestContext.Out.WriteLine($"The most are {most.Parameters.Count}, in {most.Part}");

        // Two of them are the text and the declarations, which sp_executesql takes as parameters.
        most.Parameters.Count.ShouldBeInRange(500, 2_098);
    }

    [Test]
    public void Should_insert_1_000_rows_at_most() =>
        _texts.SelectMany(text => TSql.RowsOf(text.Text)).Max().ShouldBeInRange(50, 1_000);

    [Test]
    public void Should_lock_the_rows_it_claims_and_pass_over_those_of_others()
    {
        var claim = _texts.Where(text => text.Text.Contains("UPDATE due", StringComparison.Ordinal)).ShouldHaveSingleItem();

        TSql.HintsOf(claim.Text).ShouldHaveSingleItem()
            .ShouldBe(
                [TableHintKind.UpdLock, TableHintKind.ReadPast, TableHintKind.Rowlock, TableHintKind.ReadCommittedLock],
                ignoreOrder: true);
    }

    [Test]
    public void Should_lock_the_sagas_it_archives_and_pass_over_those_of_others()
    {
        var locking = _texts
            .Where(text => text.Part == "archive" && text.Text.StartsWith("SELECT * FROM", StringComparison.Ordinal))
            .ShouldHaveSingleItem();

        TSql.HintsOf(locking.Text).ShouldHaveSingleItem()
            .ShouldBe(
                [TableHintKind.UpdLock, TableHintKind.ReadPast, TableHintKind.Rowlock, TableHintKind.ReadCommittedLock],
                ignoreOrder: true);
    }

    [Test]
    public void Should_archive_what_it_has_removed() =>
        _texts.Where(text => text.Part == "archive" && text.Text.Contains("OUTPUT deleted.*", StringComparison.Ordinal))
            .Select(text => text.Text.Split('[', ']')[1])
            .ShouldBe(["Notifications", "Payments", "SagaTransitions"], ignoreOrder: true);

    [Test]
    public void Should_keep_what_it_removes_from_the_outbox_by_the_same_statement()
    {
        var moves = _texts.Where(text => text.Part == "units of work"
            && text.Text.Contains("INTO [JournaledMessages]", StringComparison.Ordinal)).ToList();

        moves.ShouldNotBeEmpty();
        foreach (var move in moves)
        {
            move.Text.ShouldContain("\nDELETE FROM [OutboxMessages] OUTPUT deleted.[OutboxId], ");
            move.Text.ShouldContain($", @p{move.Parameters.Count - 1} INTO [JournaledMessages] ([OutboxId], ");
            move.Parameters[^1].Type.ShouldBe(nameof(SqlDbType.DateTime2));
        }
    }

    // docs/decisions/0004: no lock on what is not there, so that nobody waits but for the same key.
    [Test]
    public void Should_insert_a_key_that_may_be_taken_without_asking_and_without_an_error()
    {
        var inserts = _texts.Where(text => TSql.CaughtBy(text.Text).Count > 0).ToList();

        inserts.Select(text => TSql.InsertedInto(text.Text).ShouldHaveSingleItem()).Distinct()
            .ShouldBe(
                [
                    "AuditEntries", "InboxMessages", "MinuteFigures", "Notifications", "Orders", "Payments", "SagaTransitions",
                    "SimulatedCharges",
                ],
                ignoreOrder: true);
        foreach (var insert in inserts)
        {
            TSql.CaughtBy(insert.Text).ShouldHaveSingleItem().ShouldBe([nameof(IfStatement), nameof(ThrowStatement)]);
            insert.Text.ShouldContain("NOT IN (2627, 2601)");
            TSql.HintsOf(insert.Text).ShouldBeEmpty();
        }
    }

    // docs/decisions/0016: what follows the victim of a deadlock in its batch must not be committed by itself.
    [Test]
    public void Should_stop_what_is_written_together_where_its_transaction_has_ended()
    {
        var guarded = _texts.Where(text => TSql.StopsOutsideTransaction(text.Text)).ToList();

        guarded.ShouldAllBe(text => TSql.ErrorsOf(text.Text).Count == 0);
        _texts.Where(text => text.Part == "units of work"
                && !text.Text.Contains("SET IMPLICIT_TRANSACTIONS OFF", StringComparison.Ordinal)
                && !text.Text.Contains("SET NOCOUNT ON", StringComparison.Ordinal))
            .ShouldAllBe(text => TSql.StopsOutsideTransaction(text.Text));
        new[] { "units of work", "archive", "retry jobs" }.ShouldBeSubsetOf(guarded.Select(text => text.Part));
    }

    [TestCase("IF @@TRANCOUNT = 0 THROW 50001, 'Gone.', 1;\nDELETE FROM [Orders]", true)]
    [TestCase("IF @@TRANCOUNT = 1 THROW 50001, 'Gone.', 1;\nDELETE FROM [Orders]", false)]
    [TestCase("IF @@TRANCOUNT = 0 PRINT 'Gone.';\nDELETE FROM [Orders]", false)]
    [TestCase("DELETE FROM [Orders]; IF @@TRANCOUNT = 0 THROW 50001, 'Gone.', 1;", false)]
    public void Should_know_such_a_stop(string text, bool stops) => TSql.StopsOutsideTransaction(text).ShouldBe(stops);

    [Test]
    public void Should_combine_no_hints_that_the_server_refuses()
    {
        // Error 650: READPAST skips rows only where nothing is held to be repeatable.
        foreach (var hints in _texts.SelectMany(text => TSql.HintsOf(text.Text))
            .Where(hints => hints.Contains(TableHintKind.ReadPast)))
            hints.ShouldNotContain(
                hint => hint == TableHintKind.HoldLock || hint == TableHintKind.Serializable || hint == TableHintKind.NoLock);
    }

    // A database that reads committed rows by versions refuses READPAST beside its own way of reading.
    [Test]
    public void Should_read_by_locks_where_it_passes_over_them() =>
        _texts.SelectMany(text => TSql.HintsOf(text.Text)).Where(hints => hints.Contains(TableHintKind.ReadPast))
            .ShouldAllBe(hints => hints.Contains(TableHintKind.ReadCommittedLock));

    // A comparison with a converted column cannot use its index.
    [Test]
    public void Should_compare_columns_as_they_are() =>
        _texts.Where(text => text.Part is not (IssuedTexts.Migration or Script or RepeatableScript))
            .ShouldAllBe(text => !text.Text.Contains("CAST([", StringComparison.Ordinal));

    // Their values are in the collation of the database; texts of the tables are not.
    [Test]
    public void Should_compare_texts_with_parameters_only() =>
        _texts.ShouldAllBe(text => !text.Text.Contains("OPENJSON", StringComparison.Ordinal));

    // A NULL without a type would be taken for nvarchar.
    [Test]
    public void Should_give_every_value_the_type_of_its_column()
    {
        using var context = new DesignTimeSqlServer().CreateDbContext([]);
        foreach (var entity in new[] { typeof(OrderState), typeof(OutboxMessage), typeof(InboxMessage) })
        {
            var table = StoredTable.Of(context, entity);
            var types = TypesOf(context.Model.FindEntityType(entity)!, table);
            var insert = _texts.First(
                text => text.Text.Contains($"INSERT INTO {table.Name} ({table.ColumnList})", StringComparison.Ordinal));
            for (var i = 0; i < types.Count; i++)
            {
                insert.Parameters[i].Type.ShouldBe(types[i].ToString(), $"{table.Name}.{table.Inserted[i].Name}");
                if (types[i] == SqlDbType.NVarChar)
                    insert.Parameters[i].Size.ShouldNotBe(0, $"{table.Name}.{table.Inserted[i].Name}");
            }
        }
    }

    [Test]
    public void Should_have_been_told_nulls_too() =>
        _texts.Where(text => text.Text.Contains("INSERT INTO", StringComparison.Ordinal))
            .SelectMany(text => text.Parameters).ShouldContain(parameter => parameter.IsNull);

    private static List<SqlDbType> TypesOf(IEntityType entity, StoredTable table) =>
        [.. table.Inserted.Select(column => Enum.Parse<SqlDbType>(
            entity.FindProperty(column.PropertyName)!.GetColumnType().Split('(')[0], ignoreCase: true))];
}
