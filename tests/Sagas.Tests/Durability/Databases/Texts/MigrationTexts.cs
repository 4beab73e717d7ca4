using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sagas.Hosting.Database;
using Sagas.Tests.Durability.Databases.Fakes;

namespace Sagas.Tests.Durability.Databases.Texts;

/// <summary>
/// What the program tells a database server that has no tables yet, and the scripts an operator may run instead.
/// </summary>
internal static partial class MigrationTexts
{
    public static Task MigrateAsync(FakeService service) =>
        service.Services.GetServices<IHostedService>().OfType<DatabaseMigration>().Single().StartAsync(CancellationToken.None);

    /// <summary>The batches of a migration script.</summary>
    public static IReadOnlyList<string> Script(DbContext context, MigrationsSqlGenerationOptions options) =>
        Batches(context.GetService<IMigrator>().GenerateScript(options: options));

    /// <summary>What a client of SQL Server sends at a time.</summary>
    public static IReadOnlyList<string> Batches(string script) =>
        [.. BatchEnd().Split(script).Where(batch => !string.IsNullOrWhiteSpace(batch))];

    [GeneratedRegex(@"^GO\s*$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex BatchEnd();
}
