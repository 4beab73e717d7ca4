using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Data.SqlClient;
using Npgsql;
using Sagas.Chaos.Servers;
using Sagas.Hosting.Database;
using Sagas.Tests.Crash;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Hosting.Startup;

/// <summary>Its database or its broker is away, or says nothing any more. It ends by itself all the same, and in time.</summary>
[Servers]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_a_program_without_its_servers_is_told_to_stop
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    // Twice the time that it has, and what a busy machine adds.
    private static readonly TimeSpan Patience = StopTimeout + StopTimeout + TimeSpan.FromSeconds(20);

    private readonly SagasProgram _program = new();
    private ServerBed _bed = null!;
    private TcpProxy _broker = null!;
    private TcpProxy _database = null!;

    [SetUp]
    public async Task Start_with_a_line_to_each()
    {
        _bed = (ServerBed)await TestBeds.ForServiceAsync();
        _program.Use(_bed);
        _broker = new TcpProxy(_bed.BrokerAddress.Port);
        _program.Environment["ConnectionStrings__RabbitMq"] = new UriBuilder(_bed.BrokerAddress)
        {
            Host = "127.0.0.1",
            Port = _broker.Port,
        }.Uri.OriginalString;
        _database = ToDatabase(_bed.Settings["ConnectionStrings:Sagas"], out var connectionString);
        _program.Environment["ConnectionStrings__Sagas"] = connectionString;
        _program.Environment["Sagas__StopTimeout"] = $"{StopTimeout:c}";
        _program.Environment["Sagas__Payments__SlowDelay"] = "00:10:00";
        await _program.StartAsync();
        // A payment hangs, and one is being repeated.
        await OrderAsync("tok_slow");
        await OrderAsync("tok_down");
        await UntilTwoAwaitPaymentAsync();
    }

    [TearDown]
    public async Task Leave_nothing_behind()
    {
        _program.Dispose();
        _program.DeleteData();
        await _broker.DisposeAsync();
        await _database.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public Task Should_end_although_the_database_is_away() => EndAsync(_database.Cut);

    [Test]
    public Task Should_end_although_the_broker_is_away() => EndAsync(_broker.Cut);

    [Test]
    public Task Should_end_although_both_are_away() => EndAsync(() =>
    {
        _database.Cut();
        _broker.Cut();
    });

    [Test]
    public Task Should_end_although_the_database_does_not_answer() => EndAsync(() => _database.Delay = TimeSpan.FromHours(1));

    [Test]
    public Task Should_end_although_the_broker_does_not_answer() => EndAsync(() => _broker.Delay = TimeSpan.FromHours(1));

    private async Task EndAsync(Action disturb)
    {
        disturb();
        var begin = TimeProvider.System.GetTimestamp();
        try
        {
            (await _program.TerminateAsync().WaitAsync(Patience)).ShouldBe(0, _program.Output);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"It lives on: {_program.Output}", exception);
        }

        _program.Lines.ShouldNotContain(line => line.Contains("BackgroundService", StringComparison.Ordinal));
        await TestContext.Out.WriteLineAsync($"It took {TimeProvider.System.GetElapsedTime(begin)}.");
    }

    private TcpProxy ToDatabase(string known, out string connectionString)
    {
        if (_bed.Settings["Sagas:Database"] == nameof(DatabaseKind.SqlServer))
        {
            var server = new SqlConnectionStringBuilder(known);
            var proxy = new TcpProxy(int.Parse(server.DataSource.Split(',')[1], CultureInfo.InvariantCulture));
            server.DataSource = $"127.0.0.1,{proxy.Port}";
            connectionString = server.ToString();
            return proxy;
        }

        var postgres = new NpgsqlConnectionStringBuilder(known);
        var line = new TcpProxy(postgres.Port);
        (postgres.Host, postgres.Port) = ("127.0.0.1", line.Port);
        connectionString = postgres.ToString();
        return line;
    }

    private async Task OrderAsync(string token)
    {
        using var content = new StringContent(RunningService.OrderOf(token), Encoding.UTF8, "application/json");
        using var answer = await _program.Client.PostAsync(new Uri("/orders", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    private Task UntilTwoAwaitPaymentAsync() => Eventually.BecomesTrueAsync(
        async () => (await _program.Client.GetFromJsonAsync<JsonElement>(new Uri("/operations/overview", UriKind.Relative)))
            .GetProperty("sagaTypes")[0].GetProperty("counts").TryGetProperty("AwaitingPayment", out var count)
            && count.GetInt64() == 2,
        "both payments");
}
