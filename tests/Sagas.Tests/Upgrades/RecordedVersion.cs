using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sagas.Tests.Architecture;

namespace Sagas.Tests.Upgrades;

/// <summary>
/// What a version of the program has left behind: its database in the middle of everything, its messages, its histories.
/// </summary>
/// <param name="Number">The version of the order process.</param>
internal sealed partial record RecordedVersion(int Number)
{
    private const string Folder = "tests/Sagas.Tests/Upgrades/Recorded";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        // Read by people, not by browsers.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>All versions, the oldest first.</summary>
    public static IReadOnlyList<RecordedVersion> All { get; } =
    [
        .. Directory.EnumerateDirectories(SourceTree.Absolute(Folder))
            .Select(path => int.Parse(Path.GetFileName(path)[1..], CultureInfo.InvariantCulture))
            .Order().Select(number => new RecordedVersion(number)),
    ];

    /// <summary>The statements that made the tables of its SQLite file.</summary>
    public string Schema => File.ReadAllText(PathOf("schema.sql"));

    /// <summary>The rows of each table, column by column as SQLite holds them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<JsonObject>> Rows =>
        Read<Dictionary<string, IReadOnlyList<JsonObject>>>("rows.json");

    /// <summary>
    /// The last migration that it knew, without the moment at which it was made, which differs between databases.
    /// </summary>
    public string LastMigration => Rows["__EFMigrationsHistory"][^1]["MigrationId"]!.GetValue<string>().Split('_', 2)[1];

    /// <summary>When it was recorded, by its own clock.</summary>
    public DateTimeOffset RecordedAt => Rows["Orders"].Max(order => DateTimeOffset.Parse(
        order["UpdatedAt"]!.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)).AddSeconds(1);

    /// <summary>A message of every contract.</summary>
    public IReadOnlyList<RecordedMessage> Messages => Read<IReadOnlyList<RecordedMessage>>("messages.json");

    /// <summary>A history of every path of the process.</summary>
    public IReadOnlyList<RecordedHistory> Histories => Read<IReadOnlyList<RecordedHistory>>("histories.json");

    public void WriteDatabase(string schema, IReadOnlyDictionary<string, IReadOnlyList<JsonObject>> rows)
    {
        Write("schema.sql", schema);
        Write("rows.json", "{\n" + string.Join(",\n", rows.Select(table => $"\"{table.Key}\": [\n{Lines(table.Value)}\n]"))
            + "\n}\n");
    }

    public void WriteMessages(IReadOnlyList<RecordedMessage> messages) => Write("messages.json", $"[\n{Lines(messages)}\n]\n");

    public void WriteHistories(IReadOnlyList<RecordedHistory> histories) => Write(
        "histories.json",
        "[\n" + string.Join(",\n", histories.Select(history =>
            $"{{\"name\":\"{history.Name}\",\"orderId\":\"{history.OrderId}\",\"steps\":[\n{Lines(history.Steps)}\n]}}"))
        + "\n]\n");

    public override string ToString() => $"v{Number}";

    // An item a line, so that it shows what differs.
    private static string Lines<T>(IEnumerable<T> items) =>
        string.Join(",\n", items.Select(item => JsonSerializer.Serialize(item, Json)));

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(PathOf(""));
        File.WriteAllText(PathOf(file), Anonymous(text));
    }

    // On whose machine and in whose folders it was recorded is nobody's business.
    private static string Anonymous(string text) =>
        SourcePlace().Replace(text.Replace(Environment.MachineName, "recorder", StringComparison.Ordinal), "");

    [GeneratedRegex(@" in /[^\s:]+:line \d+", RegexOptions.NonBacktracking)]
    private static partial Regex SourcePlace();

    private T Read<T>(string file) => JsonSerializer.Deserialize<T>(File.ReadAllText(PathOf(file)), Json)!;

    private string PathOf(string file) => SourceTree.Absolute($"{Folder}/v{Number}/{file}");
}
