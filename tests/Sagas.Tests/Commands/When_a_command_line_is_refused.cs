using Sagas.Tests.Access.World;

namespace Sagas.Tests.Commands;

/// <summary>The real program says what it did not understand, and does nothing.</summary>
[Parallelizable(ParallelScope.Children)]
internal class When_a_command_line_is_refused
{
    [TestCase("Unrecognized command or argument 'verfy'.", "Sagas [command]", "verfy")]
    [TestCase("Unrecognized command or argument 'Sagas'.", "Sagas [command]", "Sagas")]
    [TestCase("Unrecognized command or argument '--unknown'.", "Sagas [command]", "--unknown")]
    [TestCase("Unrecognized command or argument '--json'.", "Sagas [command]", "--json")]
    [TestCase("Unrecognized command or argument '@settings'.", "Sagas [command]", "@settings")]
    [TestCase("no setting begins with 'Sagass'.", "Sagas [command]", "--Sagass:Roles=Api")]
    [TestCase("--urls needs a value.", "Sagas [command]", "--urls")]
    [TestCase("Unrecognized command or argument '--now'.", "Sagas migrate", "--migrate", "--now")]
    [TestCase("Unrecognized command or argument 'verify'.", "Sagas migrate", "migrate", "verify")]
    [TestCase("Unrecognized command or argument 'now'.", "Sagas verify", "verify", "now")]
    [TestCase("Unrecognized command or argument 'true'.", "Sagas verify", "verify", "--json", "true")]
    [TestCase("Required argument missing for option: '--grace'.", "Sagas verify", "verify", "--grace")]
    [TestCase("--grace is 'soon': it must be a duration such as 00:00:10", "Sagas verify", "verify", "--grace", "soon")]
    [TestCase("--grace is '-00:01:00': it must be a duration", "Sagas verify", "verify", "--grace", "-00:01:00")]
    [TestCase("Required argument missing for option: '--ledger'.", "Sagas verify", "verify", "--ledger", "--Sagas:Roles=Api")]
    [TestCase("--orders is 'abc': it must be a whole number from 1 to 10000.", "Sagas sample", "sample", "--orders", "abc")]
    [TestCase("--orders is '0': it must be a whole number from 1 to 10000.", "Sagas sample", "sample", "--orders", "0")]
    [TestCase("--url is 'ftp://x': it must be an address of http or https", "Sagas sample", "sample", "--url", "ftp://x")]
    [TestCase("--api-key is '': it must be a key.", "Sagas sample", "sample", "--api-key", "")]
    [TestCase("sample takes no settings, such as --urls.", "Sagas sample", "sample", "--urls", "http://localhost:8080")]
    [TestCase("URL is 'notaurl': it must be an address of http or https", "Sagas health", "health", "notaurl")]
    [TestCase("URL is 'notaurl': it must be an address of http or https", "Sagas health", "--health", "notaurl")]
    [TestCase("Required argument missing for command: 'health'.", "Sagas health", "health")]
    [TestCase("'--nam' is no option of new-api-key", "Sagas new-api-key", "new-api-key", "--nam")]
    [TestCase("Unrecognized command or argument 'king'.", "Sagas new-api-key", "new-api-key", "billing", "orders.reader", "king")]
    [TestCase("Unrecognized command or argument 'secret'.", "Sagas hash-password", "hash-password", "secret")]
    public async Task Should_name_it_show_the_help_and_touch_nothing(string refusal, string usage, params string[] args)
    {
        var run = await ProgramRun.OfAsync(args);

        run.ExitCode.ShouldBe(2, run.Output);
        run.Errors.ShouldContain(refusal);
        run.Errors.ShouldContain(usage);
        run.Errors.ShouldNotContain("   at ");
        run.Output.ShouldBeEmpty();
        run.Files.ShouldBeEmpty();
    }

    [Test]
    public async Task Should_guess_what_was_meant()
    {
        (await ProgramRun.OfAsync(["verfy"])).Errors
            .ShouldStartWith($"'verfy' was not matched. Did you mean one of the following?{Environment.NewLine}verify");
        (await ProgramRun.OfAsync(["no"])).Errors.ShouldNotContain("Did you mean");
    }
}
