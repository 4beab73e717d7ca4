using Microsoft.Extensions.Configuration;
using Sagas.Commands.Arguments;
using Sagas.Commands.Verbs;
using Sagas.Tests.Commands.World;

namespace Sagas.Tests.Commands;

/// <summary>What is handed on is what .NET's own configuration would have read.</summary>
internal class Settings_on_the_command_line
{
    [TestCase("--Sagas:Roles=Api")]
    [TestCase("--Sagas:Roles", "Api")]
    [TestCase("/Sagas:Roles=Api")]
    [TestCase("/Sagas:Roles", "Api")]
    [TestCase("Sagas:Roles=Api")]
    [TestCase("--sagas:roles=Api", "--URLS=http://localhost:1")]
    [TestCase("--urls", "http://localhost:1;http://localhost:2", "--environment", "Production",
        "--Logging:LogLevel:Default=None")]
    [TestCase("--environment=Development", "--contentRoot=/work/src/Sagas", "--applicationName=Sagas, Version=1.0.0.0")]
    [TestCase("--ConnectionStrings:Sagas=Data Source=a=b.db", "--ConnectionStrings:RabbitMq", "amqp://guest:guest@localhost/")]
    [TestCase("--Sagas:Payments:ApiKey", "--secret--", "/contentRoot", "/urls", "--http_ports", "8080")]
    [TestCase("--Sagas:Payments:ApiKey", "-x", "--Sagas:Notifications:WebhookToken", "a=b", "--Sagas:Api:MaxWait", "")]
    [TestCase("--Kestrel:Endpoints:Https:Url=https://*:8443", "AllowedHosts=*", "--OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317")]
    [TestCase("--Sagas=", "--ConnectionStrings=", "--hostingStartupAssemblies=Sagas.Faults", "--shutdownTimeoutSeconds", "5")]
    [TestCase("--preferHostingUrls=true", "--webroot=x", "--detailedErrors=true", "--Metrics:EnabledMetrics:Default=true")]
    [TestCase("--https_ports", "8443", "--Authentication:Schemes:Bearer:ValidIssuer=x")]
    [TestCase("--Sagas:Roles=Api", "--Sagas:Roles=Orders")]
    public void Should_be_read_in_every_form(params string[] args)
    {
        AskedFor.By(args, out var settings).ShouldBeOfType<ServeCommand>();

        Read([.. settings]).ShouldBe(Read(args), ignoreOrder: true);
        Read(args).ShouldNotBeEmpty();
    }

    [TestCase("--Sagass:Roles=Api",
        "'--Sagass:Roles' is neither a command nor an option, and no setting begins with 'Sagass'. The nearest is Sagas.")]
    [TestCase("Sagass:Roles=Api",
        "'Sagass:Roles' is neither a command nor an option, and no setting begins with 'Sagass'. The nearest is Sagas.")]
    [TestCase("/Sagass:Roles=Api",
        "'/Sagass:Roles' is neither a command nor an option, and no setting begins with 'Sagass'. The nearest is Sagas.")]
    [TestCase("-Sagas:Roles=Api",
        "'-Sagas:Roles' is neither a command nor an option, and no setting begins with '-Sagas'. The nearest is Sagas.")]
    [TestCase("--Secret:Key=Password=x",
        "'--Secret:Key' is neither a command nor an option, and no setting begins with 'Secret'.")]
    [TestCase("--url=http://localhost:8080", "Unrecognized command or argument '--url=http://localhost:8080'.")]
    [TestCase("[suggest]", "'[suggest]' is neither a command nor an option nor a setting.")]
    public void Should_begin_as_settings_begin(string argument, string refusal) => Refusals(argument).ShouldBe([refusal]);

    [Test]
    public void Should_have_colons_between_the_parts_of_a_key() =>
        Refusals("--Sagas__Roles", "Api").Single()
            .ShouldEndWith("On the command line, a colon separates the parts of a key, as in --Sagas:Roles=Api.");

    [TestCase("--urls")]
    [TestCase("/urls")]
    [TestCase("--Sagas:Roles", "--migrate")]
    [TestCase("--Sagas:Roles", "--urls=http://localhost:8080")]
    public void Should_have_a_value(params string[] args) => Refusals(args).ShouldBe([$"{args[0]} needs a value."]);

    [TestCase("sample")]
    [TestCase("health", "http://localhost:8080")]
    [TestCase("new-api-key")]
    [TestCase("hash-password")]
    public void Should_not_be_given_to_what_reads_none(params string[] args) =>
        Refusals([.. args, "--Sagas:Roles=Api"]).ShouldBe([$"{args[0]} takes no settings, such as --Sagas:Roles."]);

    [Test]
    public void Should_include_what_the_environment_says_to_every_host()
    {
        const string variable = "ASPNETCORE_A_TEST_OF_SETTINGS__KEY";
        SettingRoots.Know("a_test_of_settings").ShouldBeFalse();
        Environment.SetEnvironmentVariable(variable, "x");
        try
        {
            SettingRoots.Know("a_test_of_settings").ShouldBeTrue();
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    private static List<KeyValuePair<string, string?>> Read(string[] args) =>
        [.. new ConfigurationBuilder().AddCommandLine(args).Build().AsEnumerable()];

    private static IEnumerable<string> Refusals(params string[] args) =>
        AskedFor.Read(args, out _).Errors.Select(error => error.Message);
}
