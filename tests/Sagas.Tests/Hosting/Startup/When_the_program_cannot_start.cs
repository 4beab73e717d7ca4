using System.Net;
using System.Net.Sockets;
using Sagas.Chaos.Servers;
using Sagas.Tests.Access.World;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Hosting.Startup;

/// <summary>The real program: one sentence on standard error, exit code 1, and nothing made.</summary>
[Parallelizable(ParallelScope.Children)]
internal class When_the_program_cannot_start
{
    private const string Anywhere = "--urls=http://127.0.0.1:0";

    [TestCase("localhost:18162", "http:// is missing, as in http://localhost:18162.")]
    [TestCase("localhost", "http:// is missing, as in http://localhost.")]
    [TestCase("nonsense", "it must be an address such as http://localhost:8080")]
    [TestCase("http://localhost:99999", "the port must be a number from 0 to 65535.")]
    [TestCase("http://localhost:abc", "the port must be a number from 0 to 65535.")]
    [TestCase("http://localhost:-1", "the port must be a number from 0 to 65535.")]
    [TestCase("ftp://localhost:8080", "it must begin with http:// or https://.")]
    [TestCase("http://", "a name or an address of this machine is missing")]
    [TestCase("http://localhost:8080/ops", "it must not have a path")]
    [TestCase("https://127.0.0.1:0;http://127.0.0.1:0/x", "it must not have a path")]
    [TestCase("https://127.0.0.1:0", "No server certificate was specified")]
    [TestCase("http://192.0.2.1:18162", "Cannot assign requested address", "--Sagas:Access:AllowAnonymous=true")]
    public Task Should_say_what_is_wrong_with_an_address(string urls, string reason, params string[] further) =>
        ShouldNotStartAsync(reason, [$"--urls={urls}", .. further]);

    [TestCase("abc")]
    [TestCase("8080;70000")]
    [TestCase("-1")]
    public Task Should_say_what_is_wrong_with_a_port(string ports) =>
        ShouldNotStartAsync("it must be a port from 0 to 65535", [$"--http_ports={ports}"]);

    [TestCase("--Kestrel:Endpoints:A:Protocols=Http1", "Kestrel:Endpoints:A:Url is not set")]
    [TestCase("--Kestrel:Endpoints:A:Url=localhost:1", "http:// is missing")]
    [TestCase("--Kestrel:Endpoints:A:Protocols=Http9", "Http1AndHttp2", "--Kestrel:Endpoints:A:Url=http://127.0.0.1:0")]
    [TestCase("--Kestrel:Endpoints:A:Certificate:Path=/nowhere.pfx", "/nowhere.pfx",
        "--Kestrel:Endpoints:A:Url=https://127.0.0.1:0")]
    public Task Should_say_what_is_wrong_with_an_endpoint(string setting, string reason, params string[] further) =>
        ShouldNotStartAsync(reason, [setting, .. further]);

    [TestCase(true)]
    [TestCase(false)]
    public async Task Should_not_make_a_database_if_the_port_is_taken(bool byName)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await ShouldNotStartAsync(
            $"Failed to bind to address http://127.0.0.1:{port}: address already in use.",
            [$"--urls=http://{(byName ? "localhost" : "127.0.0.1")}:{port}"]);
    }

    [TestCase("Data Source=file:/tmp/sagas.db", "write the path itself, as in Data Source=/tmp/sagas.db")]
    [TestCase("Data Source=file:///tmp/sagas.db?mode=rwc", "write the path itself, as in Data Source=/tmp/sagas.db")]
    [TestCase("Data Source=|DataDirectory|/sagas.db", "without a placeholder")]
    [TestCase("Data Source=/tmp", "/tmp is a folder")]
    [TestCase("Data Source=/dev/null/data/sagas.db", "The folder /dev/null/data of the database cannot be made")]
    [TestCase("Data Source=/proc/sagas.db", "The folder /proc of the database cannot be written")]
    public Task Should_say_what_is_wrong_with_a_file(string connection, string reason) =>
        ShouldNotStartAsync(reason, [Anywhere, $"--ConnectionStrings:Sagas={connection}"]);

    [TestCase("PostgreSql", "Database=sagas", "ConnectionStrings:Sagas names no server: add Host=")]
    [TestCase("SqlServer", "Database=sagas", "ConnectionStrings:Sagas names no server: add Server=")]
    public Task Should_say_that_a_server_is_missing(string database, string connection, string reason) =>
        ShouldNotStartAsync(reason, [Anywhere, $"--Sagas:Database={database}", $"--ConnectionStrings:Sagas={connection}"]);

    [TestCase("--Logging:LogLevel:Default=Verbose", "Logging:LogLevel:Default is 'Verbose'")]
    [TestCase("--Logging:Console:FormatterOptions:IncludeScopes=yes", "Logging:Console:FormatterOptions:IncludeScopes is 'yes'")]
    [TestCase("--Sagas:MigrateOnStart=yes", "Sagas:MigrateOnStart is 'yes'")]
    [TestCase("--Sagas:Transport=", "Sagas:Transport is ''")]
    [TestCase("--Sagas:Roles=", "Sagas:Roles is ''")]
    [TestCase("--Sagas:Roles=,", "Sagas:Roles is ','")]
    [TestCase("--Sagas:StopTimeout=60", "perhaps 00:01:00")]
    [TestCase("--Sagas:Orders:PaymentTimeout=24:00:00", "perhaps 1.00:00:00")]
    [TestCase("--Sagas:Oders:PaymentTimeout=00:01:00", "The nearest key is Sagas:Orders:PaymentTimeout.")]
    [TestCase("--Sagas:Role=Api", "The nearest key is Sagas:Roles.")]
    [TestCase("--Sagas:Operations:Expected:OrderState:AwaitingPaymnt=00:01:00",
        "The nearest key is Sagas:Operations:Expected:OrderState:AwaitingPayment.")]
    [TestCase("--Sagas:Operations:Expected:OrdrState:Rejected=00:01:00",
        "The nearest key is Sagas:Operations:Expected:OrderState.")]
    [TestCase("--Sagas:Operations:Expected:OrderState:Rejected=90", "perhaps 00:01:30")]
    [TestCase("--Sagas:Proxy:PathBase=ops/", "Sagas:Proxy:PathBase is 'ops/'")]
    [TestCase("--Sagas:Proxy:PathBase=/a%20b", "Sagas:Proxy:PathBase is '/a%20b'")]
    [TestCase("--Sagas:Proxy:PathBase=/a/../b", "Sagas:Proxy:PathBase is '/a/../b'")]
    [TestCase("--Sagas:Proxy:KnownProxies:0=proxy", "the IP address of a proxy")]
    [TestCase("--Sagas:Proxy:KnownNetworks:0=10.0.0.0/99", "CIDR")]
    [TestCase("--Sagas:Cors:Origins:0=*", "the origin of a page")]
    [TestCase("--Sagas:Cors:Origins:0=https://shop.example.com/", "the origin of a page")]
    [TestCase("--contentRoot=/nowhere", "There is no folder /nowhere/.")]
    public Task Should_say_what_is_wrong_with_a_setting(string setting, string reason) =>
        ShouldNotStartAsync(reason, [Anywhere, setting]);

    [TestCase("SAGAS__ODERS__PAYMENTTIMEOUT", "00:01:00", "The nearest key is Sagas:Orders:PaymentTimeout.")]
    [TestCase("Saga__Roles", "Api", "The nearest key is Sagas:Roles.")]
    [TestCase("OTEL_EXPORTER_OTLP_HEADERS", "secret", "OTEL_EXPORTER_OTLP_HEADERS is not valid")]
    [TestCase("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "=secret", "OTEL_EXPORTER_OTLP_TRACES_HEADERS is not valid")]
    [TestCase("OTEL_EXPORTER_OTLP_TIMEOUT", "10s", "OTEL_EXPORTER_OTLP_TIMEOUT is '10s'")]
    [TestCase("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317", "it must be an address such as")]
    public async Task Should_say_what_is_wrong_with_a_variable(string name, string value, string reason) =>
        ShouldBeRefused(await ProgramRun.OfAsync([Anywhere], "", (name, value)), reason).Errors.ShouldNotContain("secret");

    [Test]
    public async Task Should_name_a_file_of_settings_that_is_none()
    {
        var folder = Directory.CreateTempSubdirectory("sagas-settings-");
        try
        {
            var file = Path.Combine(folder.FullName, "appsettings.json");
            await File.WriteAllTextAsync(file, "{ nonsense");
            ShouldBeRefused(await ProgramRun.OfAsync([Anywhere, $"--contentRoot={folder.FullName}"]), $"'{file}'");
            await File.WriteAllTextAsync(file, """{"Sagas":{"Orders":{"PaymentTimeOuts":"00:01:00"}}}""");
            ShouldBeRefused(
                await ProgramRun.OfAsync([Anywhere, $"--contentRoot={folder.FullName}"]),
                "The nearest key is Sagas:Orders:PaymentTimeout.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestCase(0)]
    [TestCase(200)]
    public async Task Should_leave_nothing_on_a_full_disk(int freeKilobytes)
    {
        await using var disk = await SmallDisk.MountAsync(Math.Max(freeKilobytes, 64));
        if (freeKilobytes == 0)
            disk.Fill();
        foreach (var verb in new[] { Array.Empty<string>(), ["migrate"] })
        {
            ShouldBeRefused(
                await ProgramRun.OfAsync([.. verb, Anywhere, $"--ConnectionStrings:Sagas=Data Source={disk.Folder}/sagas.db"]),
                freeKilobytes == 0 && verb.Length == 0 ? "No space left on device" : "database or disk is full");
            Directory.GetFiles(disk.Folder, "sagas*").ShouldBeEmpty();
        }
    }

    [Test]
    public async Task Should_start_again_right_after_a_failure()
    {
        var port = FreePort.Find();
        using (var taken = new TcpListener(IPAddress.Loopback, port))
        {
            taken.Start();
            await ShouldNotStartAsync("already in use", [$"--urls=http://127.0.0.1:{port}"]);
        }

        using var program = new Crash.SagasProgram();
        await program.StartAsync();
        await program.KillAsync();
        program.DeleteData();
    }

    private static async Task ShouldNotStartAsync(string reason, string[] arguments) =>
        ShouldBeRefused(await ProgramRun.OfAsync(arguments), reason);

    private static ProgramRun ShouldBeRefused(ProgramRun run, string reason)
    {
        run.ExitCode.ShouldBe(1, run.Errors);
        run.Errors.ShouldStartWith("Sagas cannot start");
        run.Errors.ShouldContain(reason);
        run.Errors.Trim().Split('\n').Length.ShouldBeLessThanOrEqualTo(2, run.Errors);
        (run.Errors + run.Output).ShouldNotContain("   at ");
        run.Output.ShouldBeEmpty();
        run.Files.ShouldBeEmpty();
        return run;
    }
}
