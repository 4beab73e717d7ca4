using System.Net;
using Microsoft.EntityFrameworkCore;
using Sagas.Access.Callers;
using Sagas.Access.Settings;
using Sagas.Durability.Tables;
using Sagas.Hosting.Startup;
using Sagas.Notifications.Channels;
using Sagas.Payments.Gateways;
using Sagas.Tests.Access.World;
using Sagas.Tests.Harness;
using Sagas.Tests.Operations.World;

namespace Sagas.Tests.Operations.Overview;

/// <summary>Sample orders are orders: who places them may place orders, and answers for it.</summary>
internal class When_samples_are_placed
{
    private const string Path = "/actions/samples";

    private static readonly string Key = ApiKey.Make();

    // An operator who may submit orders as well.
    private static readonly (string Key, string Value)[] Both =
    [
        ("Sagas:Access:ApiKeys:7:Name", "both"), ("Sagas:Access:ApiKeys:7:Hash", ApiKey.Hash(Key)),
        ("Sagas:Access:ApiKeys:7:Roles", $"{AccessRoles.OperationsOperator},{AccessRoles.OrdersSubmitter}"),
    ];

    [TestCase(AccessRoles.OperationsOperator, "operations.operator")]
    [TestCase(AccessRoles.OperationsAdmin, "operations.admin")]
    [TestCase(AccessRoles.OrdersSubmitter, "orders.submitter")]
    public async Task Should_be_refused_to_who_may_only_do_one_of_both(string role, string _)
    {
        await using var service = new GuardedService([.. Credentials.Settings, .. Both]);
        using var refused = await PlaceAsync(service, Credentials.KeyOf(role), ("count", "3"));

        await refused.ProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        (await CountsAsync(service)).ShouldBe((0, 0));
        (await service.PageAsync("/", AccessRoles.OperationsOperator)).ShouldNotContain(Path);
    }

    [Test]
    public async Task Should_be_in_the_audit()
    {
        await using var service = new GuardedService([.. Credentials.Settings, .. Both]);
        using var placed = await PlaceAsync(service, ("count", "3"), ("reason", "To show how it works"));

        placed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await CountsAsync(service)).ShouldBe((3, 1));
        var entry = await service.InDatabaseAsync(db => db.Set<AuditEntry>().SingleAsync());
        (entry.Actor, entry.Action, entry.Reason, entry.After)
            .ShouldBe(("both (key)", "samples.place", "To show how it works", """{"count":3}"""));
    }

    [TestCase("0", "", "count")]
    [TestCase("10001", "", "count")]
    [TestCase("many", "", "count")]
    [TestCase("", "", "count")]
    [TestCase("3", "  ", "reason")]
    public async Task Should_follow_the_rules_of_the_API(string count, string reason, string field)
    {
        await using var service = new GuardedService([.. Credentials.Settings, .. Both]);
        using var refused = await PlaceAsync(service, ("count", count), ("reason", reason));

        (await refused.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request")).GetProperty("errors")
            .TryGetProperty(field, out var _).ShouldBeTrue();
        (await CountsAsync(service)).ShouldBe((0, 0));
    }

    [Test]
    public async Task Should_wait_until_the_service_has_caught_up()
    {
        await using var service = new GuardedService(
            [.. Credentials.Settings, .. Both, ("Sagas:Api:BacklogLimit", "10")]);
        using var first = await PlaceAsync(service, ("count", "20"));
        service.Time.Advance(TimeSpan.FromMinutes(1));
        using var second = await PlaceAsync(service, ("count", "20"));

        await second.ProblemAsync(HttpStatusCode.ServiceUnavailable, "overloaded");
        second.Headers.RetryAfter.ShouldNotBeNull();
        (await CountsAsync(service)).ShouldBe((20, 1));
    }

    [TestCase("Sagas:Payments:Gateway=Http;Sagas:Payments:BaseAddress=https://gateway.example.com", "real payment gateway")]
    [TestCase(
        "Sagas:Notifications:Channel=Webhook;Sagas:Notifications:WebhookUrl=https://hook.example.com", "notify real people")]
    public async Task Should_not_be_offered_where_they_would_be_real(string settings, string why)
    {
        await using var service = new GuardedService(
            [.. Credentials.Settings, .. Both, .. settings.Split(';').Select(setting => setting.Split('=', 2)).Select(
                setting => (setting[0], setting[1]))]);
        using var refused = await PlaceAsync(service, ("count", "3"));

        (await refused.ProblemAsync(HttpStatusCode.Conflict, "samples_unavailable")).Text("detail").ShouldContain(why);
        (await CountsAsync(service)).ShouldBe((0, 0));
        using var page = await service.GetAsync("/", ("X-Api-Key", Key), ("Accept", "text/html"));
        (await page.Content.ReadAsStringAsync()).ShouldNotContain(Path);
    }

    [TestCase(Role.Operations)]
    [TestCase(Role.Operations | Role.Payments)]
    [TestCase(Role.All ^ Role.Notifications)]
    public void Should_not_be_offered_by_a_process_that_does_not_know(Role roles) =>
        SampleSetup.WhyNot(roles, PaymentGatewayKind.Simulator, NotificationChannelKind.Log).ShouldNotBeNull();

    [Test]
    public async Task Should_be_on_the_page_of_who_may_do_both()
    {
        await using var service = new GuardedService([.. Credentials.Settings, .. Both]);
        using var page = await service.GetAsync("/", ("X-Api-Key", Key), ("Accept", "text/html"));

        (await page.Content.ReadAsStringAsync()).ShouldContain($"action=\".{Path}\"");
    }

    private static Task<HttpResponseMessage> PlaceAsync(
        GuardedService service, params (string Name, string Value)[] fields) => PlaceAsync(service, Key, fields);

    private static async Task<HttpResponseMessage> PlaceAsync(
        GuardedService service, string key, params (string Name, string Value)[] fields)
    {
        using var visitor = service.Visit();
        var deadLetter = await service.PlantAsync("with-a-form");
        var form = await visitor.FormOnAsync($"/dead-letters/{deadLetter.DeadLetterId}", ("X-Api-Key", key));
        foreach (var (name, value) in fields)
            form[name] = value;
        return await visitor.SendAsync(HttpMethod.Post, Path, form, ("X-Api-Key", key));
    }

    private static Task<(int Messages, int Entries)> CountsAsync(GuardedService service) => service.InDatabaseAsync(
        async db => (await db.Set<OutboxMessage>().CountAsync(), await db.Set<AuditEntry>().CountAsync()));
}
