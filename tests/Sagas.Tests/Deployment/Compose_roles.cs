using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Sagas.Access.Settings;
using Sagas.Commands.Verbs;
using Sagas.Hosting.Database;
using Sagas.Hosting.Health;
using Sagas.Hosting.Startup;
using Sagas.Hosting.Transport;
using Sagas.Tests.Architecture;
using Sagas.Tests.Commands.World;
using Sagas.Tests.Deployment.World;

namespace Sagas.Tests.Deployment;

[TestFixtureSource(typeof(ComposeFile), nameof(ComposeFile.All))]
internal partial class Compose_roles
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);

    private readonly ComposeFile _compose;

    public Compose_roles(ComposeFile compose) => _compose = compose;

    [Test]
    public void Should_be_one_container_each()
    {
        var roles = Enum.GetNames<Role>().Except([nameof(Role.None), nameof(Role.All)], StringComparer.Ordinal);
        _compose.Roles.Select(service => service.Environment["Sagas__Roles"]).ShouldBe(roles, ignoreOrder: true);
        _compose.Roles.ShouldAllBe(
            service => string.Equals(service.Name, service.Environment["Sagas__Roles"], StringComparison.OrdinalIgnoreCase));
    }

    [Test]
    public void Should_run_the_one_image_that_is_built()
    {
        var built = _compose.Services.Single(service => service.Definition.Has("build"));
        built.Name.ShouldBe("migrate");
        _compose.Roles.ShouldAllBe(service => service.Image == built.Image && service.Definition["pull_policy"].Text == "never");

        var build = built.Definition["build"];
        File.Exists(SourceTree.Absolute(Path.Combine(build["context"].Text, build["dockerfile"].Text))).ShouldBeTrue(build.Place);
    }

    [Test]
    public void Should_wait_for_the_broker_and_for_the_database_to_be_up_to_date()
    {
        AskedFor.By(_compose["migrate"].Definition["command"].Texts).ShouldBeOfType<MigrateCommand>();
        foreach (var dependencies in _compose.Roles.Select(service => service.Definition["depends_on"]))
        {
            dependencies["migrate"]["condition"].Text.ShouldBe("service_completed_successfully", dependencies.Place);
            dependencies["rabbitmq"]["condition"].Text.ShouldBe("service_healthy", dependencies.Place);
        }
    }

    [Test]
    public void Should_have_only_settings_that_the_service_knows_and_can_read()
    {
        foreach (var service in _compose.Roles.Append(_compose["migrate"]))
            ServiceSettings.Refused(ServiceSettings.From(service)).ShouldBeEmpty(service.Name);
    }

    [Test]
    public void Should_see_a_planted_setting()
    {
        var configuration = ServiceSettings.From(_compose["notifications"]);
        configuration["Sagas:Notifications:Smtp:Prot"] = "25";
        configuration["Sagas:Rolls"] = "Api";
        configuration["Sagas:RabbitMq:PrefetchCount"] = "many";
        ServiceSettings.Refused(configuration).Count().ShouldBe(3);
    }

    [Test]
    public void Should_speak_over_the_broker_and_keep_their_data_on_a_server()
    {
        foreach (var configuration in _compose.Roles.Select(ServiceSettings.From))
        {
            TransportSetup.GetKind(configuration).ShouldNotBe(TransportKind.InMemory);
            DatabaseSetup.GetKind(configuration).ToString()
                .ShouldBe(_compose.ToString() == "on PostgreSQL" ? "PostgreSql" : "SqlServer");
            configuration[$"{TransportSetup.BrokerSection}:QuorumQueues"].ShouldBe("true");
        }
    }

    [Test]
    public void Should_know_who_may_come_in()
    {
        foreach (var service in _compose.Roles)
        {
            // Only processes that serve more than their health read it.
            var isNeeded = service.Name is "api" or "operations";
            AccessOptions.AreSet(ServiceSettings.From(service)).ShouldBe(isNeeded, service.Name);
            service.Environment.Keys.ShouldNotContain("Sagas__Access__AllowAnonymous");
        }
    }

    [Test]
    public void Should_find_everybody_whom_they_talk_to()
    {
        foreach (var service in _compose.Roles.Append(_compose["migrate"]))
            foreach (var host in service.Environment.Values.SelectMany(value => Host().Matches(value))
                .Select(match => match.Groups["host"].Value))
                _compose.Knows(host).ShouldBeTrue($"{service} talks to {host}");
    }

    [Test]
    public void Should_be_asked_for_their_health_where_they_answer()
    {
        foreach (var test in _compose.Roles.Select(service => service.Definition["healthcheck"]["test"]))
        {
            test.Texts.Take(3).ShouldBe(["CMD", "dotnet", "Sagas.dll"], test.Place);
            AskedFor.By(test.Texts.Skip(3)).ShouldBeOfType<HealthCommand>(test.Place);
            var address = new Uri(test.Texts[^1]);
            Routes().ShouldContain(address.AbsolutePath);
            address.Port.ShouldBe(8080);
        }

        _compose.Roles.ShouldAllBe(service => service.Environment["ASPNETCORE_HTTP_PORTS"] == "8080");
        _compose.Roles.SelectMany(service => service.Ports).ShouldAllBe(port => port.EndsWith(":8080", StringComparison.Ordinal));
    }

    [Test]
    public void Should_have_the_time_to_finish_what_they_are_at()
    {
        foreach (var grace in _compose.Roles.Select(service => service.Definition["stop_grace_period"]))
            TimeSpan.FromSeconds(int.Parse(grace.Text.TrimEnd('s'), CultureInfo.InvariantCulture))
                .ShouldBeGreaterThan(LongestStop, grace.Place);
    }

    private static List<string?> Routes()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddHealth();
        using var app = builder.Build();
        app.MapHealth();
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText)];
    }

    // Addresses, connection strings, and the mail server's name.
    [GeneratedRegex(@"(://([^@/]*@)?|Server=|Host=)(?<host>[a-z-]+)|^(?<host>mailpit)$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Host();
}
