using Sagas.Commands;
using Sagas.Verification;
using Sagas.Web.Settings;

namespace Sagas.Tests.Commands;

internal class Verify_command_line
{
    [Test]
    public void Should_tell_its_own_words_from_settings()
    {
        var read = VerifyArguments.Parse(
            ["verify", "--json", "--Sagas:Database", "PostgreSql", "--ledger", "a.jsonl", "--settled", "--urls=http://x", "--grace", "00:01:00", "--events", "b.jsonl"]);

        read.Json.ShouldBeTrue();
        read.Options.ShouldBe(new VerificationOptions
        {
            Settled = true,
            Grace = TimeSpan.FromMinutes(1),
            LedgerFile = "a.jsonl",
            EventsFile = "b.jsonl",
        });
        read.Configuration.ShouldBe(["--Sagas:Database=PostgreSql", "--urls=http://x"]);
    }

    [TestCase("--grace")]
    [TestCase("--grace", "soon")]
    [TestCase("--grace", "-00:01:00")]
    [TestCase("--ledger")]
    [TestCase("now")]
    public void Should_refuse_what_it_does_not_understand(params string[] args) =>
        Should.Throw<ConfigurationRefusedException>(() => VerifyOnly.Without(["verify", .. args])).Message.ShouldContain("Usage: verify");

    [Test]
    public void Should_leave_other_command_lines_alone() => VerifyOnly.Without(["--json", "now"]).ShouldBe(["--json", "now"]);
}
