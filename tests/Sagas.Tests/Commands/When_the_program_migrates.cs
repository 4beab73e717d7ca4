using Sagas.Tests.Access.World;

namespace Sagas.Tests.Commands;

/// <summary>The real program brings a database up to date and ends.</summary>
internal class When_the_program_migrates
{
    private const string Database = "somewhere.db";

    [TestCase("migrate", "--ConnectionStrings:Sagas", $"Data Source={Database}")]
    [TestCase("--migrate", $"ConnectionStrings:Sagas=Data Source={Database}")]
    [TestCase($"/ConnectionStrings:Sagas=Data Source={Database}", "--Migrate")]
    public async Task Should_make_what_the_settings_name(params string[] args)
    {
        var run = await ProgramRun.OfAsync(args);

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldContain("The database has been brought up to date with ");
        run.Files.ShouldContain(Database);
    }

    [Test]
    public async Task Should_refuse_a_wrong_setting()
    {
        var run = await ProgramRun.OfAsync(["migrate", "--Sagas:Database=Oracle"]);

        run.ExitCode.ShouldBe(1, run.Output);
        run.Errors.ShouldStartWith("Sagas cannot start because of its configuration:");
        run.Files.ShouldBeEmpty();
    }
}
