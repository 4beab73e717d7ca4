using Sagas.Access.Configuration;
using Sagas.Hosting.Startup;
using Sagas.Tests.Access.World;
using Sagas.Tests.Harness;
using Sagas.Web.Settings;

namespace Sagas.Tests.Access.Configuration;

internal class Listening_addresses
{
    private const string Anonymous = "Sagas:Access:AllowAnonymous=true";

    [TestCase("urls=http://0.0.0.0:8080")]
    [TestCase("urls=http://*:8080")]
    [TestCase("urls=http://+:8080")]
    [TestCase("urls=http://[::]:8080")]
    [TestCase("urls=https://sagas.example.com")]
    [TestCase("urls=http://192.0.2.7:8080")]
    [TestCase("urls=http://localhost:8080;http://192.0.2.7:8080")]
    [TestCase("urls=http://localhost.example.com:8080")]
    [TestCase("http_ports=8080")]
    [TestCase("https_ports=8443")]
    [TestCase("Kestrel:Endpoints:Https:Url=https://*:8443")]
    [TestCase("Kestrel:Endpoints:Here:Url=http://localhost:80", "Kestrel:Endpoints:There:Url=http://0.0.0.0:80")]
    [TestCase("Kestrel:Endpoints:Here:Url=http://localhost:80", "preferHostingUrls=true", "urls=http://*:80")]
    [TestCase("urls=http://*:8080", "Sagas:Roles=Operations,Orders")]
    [TestCase("urls=http://*:8080", "Sagas:Access:AllowAnonymous=false")]
    [TestCase("urls=http://*:8080", "Sagas:Access:Jwt:Authority=")]
    public void Should_not_be_open_to_others_by_accident(params string[] settings)
    {
        var refusal = Should.Throw<ConfigurationRefusedException>(() => Check(settings)).Message;

        refusal.ShouldStartWith("Sagas:Access is not set: the service would listen on ");
        refusal.ShouldContain("Sagas:Access:AllowAnonymous=true");
    }

    [TestCase("urls=no address", "urls is 'no address'")]
    [TestCase("urls=localhost:8080", "http:// is missing, as in http://localhost:8080", Anonymous)]
    [TestCase("urls=http://u:sEcret1@localhost:8080", "it must not have a user and a password")]
    [TestCase("urls=http://u:sEcret1@*:8080", "it must not have a user and a password", Anonymous)]
    [TestCase("http_ports=all", "http_ports is 'all'", "Sagas:Roles=Orders")]
    public void Should_be_addresses(string address, string reason, params string[] settings) =>
        Should.Throw<ConfigurationRefusedException>(() => Check([address, .. settings])).Message.ShouldSatisfyAllConditions(
            message => message.ShouldContain(reason),
            message => message.ShouldNotContain("sEcret1"));

    [TestCase("")]
    [TestCase("urls=http://localhost:8080")]
    [TestCase("urls=http://LOCALHOST:8080;https://127.0.0.1:8443;http://[::1]:8080;http://127.8.0.1:80")]
    [TestCase("urls=http://unix:/run/sagas.sock")]
    [TestCase("urls=http://localhost:8080", "http_ports=8080")]
    [TestCase("urls=http://*:8080", "Kestrel:Endpoints:Here:Url=http://localhost:80")]
    [TestCase("urls=http://*:8080", Anonymous)]
    [TestCase("http_ports=8080", "Sagas:Roles=Orders,Payments,Notifications")]
    [TestCase("http_ports=8080", "Sagas:Access:ApiKeys:0:Name=shop")]
    [TestCase("http_ports=8080", "Sagas:Access:Users:0:Name=ada")]
    [TestCase("http_ports=8080", "Sagas:Access:Jwt:Authority=https://login.example.com")]
    public void Should_be_open_on_purpose(params string[] settings) => Should.NotThrow(() => Check(settings));

    [TestCase("--urls", "http://0.0.0.0:0")]
    [TestCase("--http_ports", "0")]
    [TestCase("--Kestrel:Endpoints:All:Url", "http://*:0")]
    public async Task Should_stop_the_start_of_the_program(string key, string value)
    {
        var run = await ProgramRun.OfAsync([key, value]);

        run.ExitCode.ShouldBe(1, run.Output);
        run.Errors.ShouldStartWith("Sagas cannot start because of its configuration:");
        run.Errors.ShouldContain("Sagas:Access is not set");
        run.Errors.ShouldNotContain("   at ");
    }

    [Test]
    public async Task Should_stop_the_start_of_the_image_and_let_it_migrate()
    {
        var run = await ProgramRun.OfAsync([], "", ("ASPNETCORE_HTTP_PORTS", "8080"));
        run.ExitCode.ShouldBe(1, run.Output);
        run.Errors.ShouldContain("http://*:8080");

        (await ProgramRun.OfAsync(["--migrate"], "", ("ASPNETCORE_HTTP_PORTS", "8080"))).ExitCode.ShouldBe(0);
    }

    private static void Check(string[] settings)
    {
        var pairs = settings.Where(setting => setting.Length > 0).Select(setting => setting.Split('=', 2));
        var configuration = Settings.Of([.. pairs.Select(pair => (pair[0], pair[1]))]);
        ListeningAddresses.Check(configuration, configuration.GetRoles().ServeCallers());
    }
}
