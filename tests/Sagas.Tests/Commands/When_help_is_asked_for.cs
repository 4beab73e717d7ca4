using Sagas.Commands.Arguments;
using Sagas.Tests.Access.World;
using Sagas.Tests.Architecture;

namespace Sagas.Tests.Commands;

/// <summary>The real program says what it can do, and does nothing.</summary>
[Parallelizable(ParallelScope.Children)]
internal class When_help_is_asked_for
{
    [TestCase("Runs the service until it is told to stop", "--help")]
    [TestCase("Runs the service until it is told to stop", "-h")]
    [TestCase("Runs the service until it is told to stop", "-?")]
    [TestCase("Runs the service until it is told to stop", "--urls", "http://localhost:8080", "--help")]
    [TestCase("Sagas migrate", "migrate", "--help")]
    [TestCase("Sagas migrate", "--migrate", "--help")]
    [TestCase("--grace <DURATION>", "verify", "--help")]
    [TestCase("[default: 00:05:00]", "verify", "--grace", "soon", "-h")]
    [TestCase("[default: 200]", "sample", "-?")]
    [TestCase("[default: http://localhost:8080/]", "sample", "--help")]
    [TestCase("Sagas health <URL>", "health", "--help")]
    [TestCase("[default: orders.submitter]", "new-api-key", "--help")]
    [TestCase("12 to 256 characters", "hash-password", "--help")]
    public async Task Should_print_it_with_the_exit_codes_and_end(string part, params string[] args)
    {
        var run = await ProgramRun.OfAsync(args);

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldContain(part);
        run.Output.ShouldContain($"Exit codes:{Environment.NewLine}  0  ");
        run.Errors.ShouldBeEmpty();
        run.Files.ShouldBeEmpty();
    }

    [TestCase(true)]
    [TestCase(true, "migrate")]
    [TestCase(true, "verify")]
    [TestCase(false, "sample")]
    [TestCase(false, "health")]
    [TestCase(false, "new-api-key")]
    [TestCase(false, "hash-password")]
    public async Task Should_say_who_takes_settings(bool takesSettings, params string[] verb)
    {
        var run = await ProgramRun.OfAsync([.. verb, "--help"]);

        run.Output.Contains("--KEY=VALUE", StringComparison.Ordinal).ShouldBe(takesSettings, run.Output);
    }

    // The help, the documentation and what is taken come from one place.
    [Test]
    public async Task Should_say_how_settings_begin_as_the_documentation_does()
    {
        var run = await ProgramRun.OfAsync(["--help"]);
        var told = SettingRoots.Told.Concat(SettingRoots.ToldOfTheHost).ToList();
        var page = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "docs", "configuration.md"));
        var paragraph = page[page.IndexOf("A setting begins with", StringComparison.Ordinal)..];
        paragraph = paragraph[..paragraph.IndexOf("\n\n", StringComparison.Ordinal)];

        told.ShouldAllBe(root => SettingRoots.Know(root));
        told.ShouldAllBe(root => run.Output.Contains(root, StringComparison.Ordinal));
        paragraph.Split('`').Where((_, i) => i % 2 == 1).ShouldBe(told);
    }

    [Test]
    public async Task Should_name_every_command()
    {
        var run = await ProgramRun.OfAsync(["--help"]);

        foreach (var verb in new[] { "migrate", "verify", "health", "sample", "new-api-key", "hash-password" })
            run.Output.ShouldContain($"{Environment.NewLine}  {verb} ");
    }

    [Test]
    public async Task Should_print_the_version_alone()
    {
        var run = await ProgramRun.OfAsync(["--version"]);

        run.ExitCode.ShouldBe(0, run.Errors);
        Version.TryParse(run.Output.Trim().Split('+', '-')[0], out _).ShouldBeTrue(run.Output);
        run.Errors.ShouldBeEmpty();
        run.Files.ShouldBeEmpty();
    }
}
