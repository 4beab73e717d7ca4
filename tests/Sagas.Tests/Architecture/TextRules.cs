using System.Text.RegularExpressions;

namespace Sagas.Tests.Architecture;

/// <summary>The addresses of technologies, and what is not written at all.</summary>
internal static partial class TextRules
{
    private const TextKind CodeAndLiterals = TextKind.Code | TextKind.Literal;

    public static IReadOnlyList<TextRule> All { get; } =
    [
        new("Only Hosting/Transport names a transport", "src/", Transports(), CodeAndLiterals, TransportFiles(),
            "bus.UsingRabbitMq((context, broker) => { });"),

        new("Only Hosting/Database names a database provider", "src/", Providers(), TextKind.Code, ProviderFiles(),
            "options.UseSqlite(connection);"),

        new("Only Durability/Databases speaks a dialect of SQL", "src/", Dialects(), CodeAndLiterals, DialectFiles(),
            "const string Sql = \"SELECT 1 FROM OutboxMessages FOR UPDATE SKIP LOCKED\";"),

        new("The durable layer knows nothing of orders, payments and notifications", "src/Sagas.Durability/", Business(),
            TextKind.Code, null, "var order = new OrderState();"),

        new("Tests wait on a condition, by Eventually", "tests/", Sleeping(), TextKind.Code, TimeFixtures(),
            "await Task.Delay(100);"),
    ];

    [GeneratedRegex(@"\w*RabbitMq\w*|\bUsingInMemory\b", RegexOptions.NonBacktracking)]
    private static partial Regex Transports();

    // TransportKind spells the values of the setting.
    [GeneratedRegex(@"^src/Sagas/Hosting/Transport/(Transport(Setup|Kind)|Broker(Connection|Messages))\.cs$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex TransportFiles();

    [GeneratedRegex(@"\bUse(Sqlite|Npgsql|SqlServer)\b|\bIs(Sqlite|Npgsql|SqlServer)\b",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Providers();

    // `dotnet ef` finds a context by its design-time factory, which has to name the provider.
    [GeneratedRegex(@"^src/Sagas/Hosting/(Database/DatabaseSetup|Migrations/\w*DesignTime\w*)\.cs$|/Migrations/",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ProviderFiles();

    [GeneratedRegex(
        @"\b(SKIP LOCKED|FOR UPDATE|READPAST|UPDLOCK|ROWLOCK|NOLOCK|ON CONFLICT|INSERT OR \w+|RETURNING|OUTPUT (INSERTED|DELETED)|MERGE INTO|PRAGMA|OPENJSON)\b|\b(Npgsql|Sqlite|Sql)(Connection|Exception|Parameter)\b|\bPostgresException\b|\b(Microsoft\.Data|Npgsql)\.\w+",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Dialects();

    // How a connection is opened (journal mode, time-outs) belongs to the choice of the provider.
    [GeneratedRegex(@"^src/Sagas\.Durability/Databases/|^src/Sagas/Hosting/Database/DatabaseSetup\.cs$|/Migrations/",
        RegexOptions.NonBacktracking)]
    private static partial Regex DialectFiles();

    // "Order" is also LINQ's word, and everybody's for a sequence: it counts where a name begins with it.
#pragma warning disable MA0009 // It looks ahead, and reads nothing but our own sources.
    [GeneratedRegex(
        @"\bI?Order(?!By\b|ByDescending\b|ed\b|edQueryable\b|Descending\b|ing|\b)\w*|\w*(Payment|Notification|Customer|Refund)\w*|\bContracts\b")]
    private static partial Regex Business();
#pragma warning restore MA0009

    [GeneratedRegex(@"\bTask\s*\.\s*Delay\b|\bThread\s*\.\s*(Sleep|SpinWait)\b",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Sleeping();

    // Beside it stands the clock that is moved by hand, whose tests await delays on that clock.
    [GeneratedRegex(@"^tests/Sagas\.Tests/Time/\w+\.cs$", RegexOptions.NonBacktracking)]
    private static partial Regex TimeFixtures();
}
