using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Sagas.Benchmarks.Measuring;

/// <summary>Facts without which a number is worth nothing.</summary>
/// <param name="Cores">Processors of the machine.</param>
/// <param name="Runtime">The .NET version.</param>
/// <param name="OperatingSystem">The operating system.</param>
/// <param name="Load">The average load of the last minute, including this process.</param>
/// <param name="Database">The database's version.</param>
/// <param name="Durability">What the database does before it reports a commit as done.</param>
internal sealed record MachineFacts(
    int Cores, string Runtime, string OperatingSystem, string Load, string Database, string Durability)
{
    private const string LoadFile = "/proc/loadavg";

    public override string ToString() => $"{Cores} cores, {Runtime}, {OperatingSystem}, {Database}, {Durability}";

    public static async Task<MachineFacts> ReadAsync(IServiceProvider service, CancellationToken cancellationToken)
    {
        var database = service.GetRequiredService<DbContext>();
        var (version, durability) = database.Database.IsNpgsql() ? await ReadPostgreSqlAsync(database, cancellationToken)
            : database.Database.IsSqlite() ? await ReadSqliteAsync(database, cancellationToken)
            : (database.Database.ProviderName!, "");
        return new MachineFacts(
            Environment.ProcessorCount,
            RuntimeInformation.FrameworkDescription,
            RuntimeInformation.OSDescription,
            File.Exists(LoadFile) ? (await File.ReadAllTextAsync(LoadFile, cancellationToken)).Split(' ')[0] : "unknown",
            version,
            durability);
    }

    private static async Task<(string Version, string Durability)> ReadPostgreSqlAsync(
        DbContext database, CancellationToken cancellationToken)
    {
        var version = await AskAsync(database, "SHOW server_version", cancellationToken);
        var fsync = await AskAsync(database, "SHOW fsync", cancellationToken);
        var commit = await AskAsync(database, "SHOW synchronous_commit", cancellationToken);
        return ($"PostgreSQL {version}", $"fsync {fsync}, synchronous_commit {commit}");
    }

    private static async Task<(string Version, string Durability)> ReadSqliteAsync(
        DbContext database, CancellationToken cancellationToken)
    {
        var version = await AskAsync(database, "SELECT sqlite_version()", cancellationToken);
        var journal = await AskAsync(database, "PRAGMA journal_mode", cancellationToken);
        var synchronous = await AskAsync(database, "PRAGMA synchronous", cancellationToken);
        return ($"SQLite {version}", $"journal_mode {journal}, synchronous {(synchronous == "2" ? "full" : synchronous)}");
    }

    private static async Task<string> AskAsync(DbContext database, string question, CancellationToken cancellationToken)
    {
        await database.Database.OpenConnectionAsync(cancellationToken);
        await using var command = database.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The questions are constants above.
        command.CommandText = question;
#pragma warning restore CA2100
        return Convert.ToString(
            await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }
}
