using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Sagas.Hosting.Database;
using Sagas.Tests.Durability.Databases.Fakes;
using Sagas.Tests.Durability.Databases.Texts;

namespace Sagas.Tests.Durability.Databases;

internal partial class When_SQLite_is_spoken_to
{
    private IReadOnlyList<IssuedText> _texts = [];

    [OneTimeSetUp]
    public async Task Collect() => _texts = [.. (await IssuedTexts.CollectAsync(DatabaseKind.Sqlite)).OncePerPart()];

    [Test]
    public async Task Should_say_only_what_it_can_do()
    {
        await using var context = new SqliteSagasDbContext(
            new DbContextOptionsBuilder<SqliteSagasDbContext>().UseSqlite("Data Source=:memory:").Options);
        await context.Database.OpenConnectionAsync();
        await context.Database.MigrateAsync();
        foreach (var part in _texts.GroupBy(text => text.Part))
            await TestContext.Out.WriteLineAsync($"{part.Count(),4} texts of {part.Key}");

        foreach (var text in _texts)
        {
            foreach (var statement in text.Text.Split(
                ';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                Should.NotThrow(() => Explain(context.Database.GetDbConnection(), statement), $"{text.Part}:\n{statement}");
        }
    }

    [Test]
    public void Should_hear_from_every_part() =>
        _texts.Select(text => text.Part).Distinct().ShouldBe(IssuedTexts.Parts.Keys, ignoreOrder: true);

    [Test]
    public void Should_keep_below_its_32_766_parameters() =>
        _texts.Max(text => text.Parameters.Count).ShouldBeInRange(500, 32_766);

    private static void Explain(DbConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN " + statement;
        foreach (var name in Placeholder().Matches(statement).Select(match => match.Value).Distinct())
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, DBNull.Value);
            command.Parameters.Add(parameter);
        }

        using var plan = command.ExecuteReader();
        plan.HasRows.ShouldBeTrue();
    }

    [GeneratedRegex(@"@\w+", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
