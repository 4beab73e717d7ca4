using Sagas.Commands.Verbs;
using Sagas.Tests.Commands.World;
using Sagas.Verification;

namespace Sagas.Tests.Commands;

/// <summary>The command line is read, and nothing is done.</summary>
internal class What_a_command_line_asks_for
{
    private const string Address = "http://localhost:8080/health/ready";

    [TestCase(typeof(ServeCommand))]
    [TestCase(typeof(ServeCommand), "--urls", "http://localhost:8080")]
    [TestCase(typeof(ServeCommand), "--Sagas:Notifications:Smtp:User", "verify")]
    [TestCase(typeof(ServeCommand), "Sagas:Notifications:Smtp:User=--migrate")]
    [TestCase(typeof(MigrateCommand), "migrate")]
    [TestCase(typeof(MigrateCommand), "--migrate")]
    [TestCase(typeof(MigrateCommand), "--Migrate")]
    [TestCase(typeof(MigrateCommand), "--urls", "http://localhost:8080", "--migrate")]
    [TestCase(typeof(MigrateCommand), "--migrate", "--Sagas:Database=PostgreSql")]
    [TestCase(typeof(HealthCommand), "health", Address)]
    [TestCase(typeof(HealthCommand), "--health", Address)]
    [TestCase(typeof(HealthCommand), "--HEALTH", Address)]
    [TestCase(typeof(HealthCommand), "health", "https://localhost/ready?of=api")]
    [TestCase(typeof(VerifyCommand), "verify")]
    [TestCase(typeof(VerifyCommand), "--urls", "http://localhost:8080", "verify", "--json")]
    [TestCase(typeof(VerifyCommand), "--json", "verify")]
    [TestCase(typeof(VerifyCommand), "--ledger", "/urls", "Sagas:Database=Sqlite", "verify", "--events", "a=b")]
    [TestCase(typeof(VerifyCommand), "--ledger", "sample", "verify")]
    [TestCase(typeof(SampleCommand), "sample")]
    [TestCase(typeof(SampleCommand), "sample", "--orders=3", "--url", "https://sagas.example.com", "--api-key", "sagas_x=y")]
    [TestCase(typeof(NewApiKeyCommand), "new-api-key")]
    [TestCase(typeof(NewApiKeyCommand), "new-api-key", "verify", "orders.reader,orders.submitter")]
    [TestCase(typeof(HashPasswordCommand), "hash-password")]
    public void Should_be_this(Type verb, params string[] args) => AskedFor.By(args).ShouldBeOfType(verb);

    [Test]
    public void Should_tell_the_words_of_verify_from_settings()
    {
        var parsed = AskedFor.Read(
            [
                "verify", "--json", "--Sagas:Database", "PostgreSql", "--ledger", "a.jsonl",
                "--settled", "--urls=http://x", "--grace", "00:01:00", "--events", "b.jsonl",
            ],
            out var settings);

        parsed.Errors.ShouldBeEmpty();
        parsed.GetValue<bool>("--json").ShouldBeTrue();
        parsed.CommandResult.Command.ShouldBeOfType<VerifyCommand>().Read(parsed).ShouldBe(new VerificationOptions
        {
            Settled = true,
            Grace = TimeSpan.FromMinutes(1),
            LedgerFile = "a.jsonl",
            EventsFile = "b.jsonl",
        });
        settings.ShouldBe(["--Sagas:Database=PostgreSql", "--urls=http://x"]);
    }

    [Test]
    public void Should_let_verify_look_as_usual()
    {
        var parsed = AskedFor.Read(["verify"], out var settings);

        parsed.CommandResult.Command.ShouldBeOfType<VerifyCommand>().Read(parsed).ShouldBe(new VerificationOptions());
        settings.ShouldBeEmpty();
    }
}
