using Npgsql;
using Sagas.Chaos.Servers;
using Sagas.Tests.Crash;
using Sagas.Tests.Time;

namespace Sagas.Tests.Hosting.Database;

/// <summary>The real program, started while its database server is away.</summary>
[Servers]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_the_database_is_not_there_yet
{
    private const string Connection = "ConnectionStrings__Sagas";

    private readonly SagasProgram _program = new();
    private TestBed _bed = null!;
    private TcpProxy? _line;

    [SetUp]
    public async Task Put_a_line_before_the_database()
    {
        _bed = await TestBeds.ForServiceAsync();
        if (_bed.Settings["Sagas:Database"] != "PostgreSql")
            Assert.Ignore("The line is laid to PostgreSQL.");
        _program.Use(_bed);
        var server = new NpgsqlConnectionStringBuilder(_program.Environment[Connection]);
        _line = new TcpProxy(server.Port);
        _program.Environment[Connection] =
            new NpgsqlConnectionStringBuilder(server.ToString()) { Host = "127.0.0.1", Port = _line.Port }.ToString();
    }

    [TearDown]
    public async Task Remove_it()
    {
        await _program.KillAsync();
        _program.Dispose();
        _program.DeleteData();
        if (_line is not null)
            await _line.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task Should_wait_for_it_and_say_so()
    {
        _line!.Cut();
        var starting = _program.StartAsync();
        await Eventually.BecomesTrueAsync(
            () => _program.Lines.Any(line => line.Contains("waiting for it", StringComparison.Ordinal)), "the wait to be told");

        _line.Mend();

        await starting;
    }

    [Test]
    public async Task Should_refuse_in_plain_words_what_waiting_does_not_help()
    {
        _program.Environment[Connection] =
            new NpgsqlConnectionStringBuilder(_program.Environment[Connection]) { Password = "wrong" }.ToString();

        (await _program.RunToEndAsync()).ShouldBe(1, _program.Output);

        _program.Lines[^1]
            .ShouldContain("The database of ConnectionStrings:Sagas cannot be used: 28P01: password authentication failed");
    }
}
