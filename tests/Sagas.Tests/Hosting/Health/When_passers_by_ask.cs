using System.Net;
using Microsoft.EntityFrameworkCore;
using Sagas.Access.Settings;
using Sagas.Tests.Access.World;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Hosting.Health;

/// <summary>The bus is not started here, so the service is not ready, and something is to be told about it.</summary>
internal class When_passers_by_ask
{
    [Test]
    public async Task Should_learn_which_part_is_unwell_but_not_why()
    {
        await using var service = new GuardedService(Credentials.Settings);
        using var told = await service.GetAsync("/health/ready", ("X-Api-Key", Credentials.KeyOf(AccessRoles.OperationsReader)));
        using var anonymous = await service.GetAsync("/health/ready");
        using var shop = await service.GetAsync("/health/ready", ("X-Api-Key", Credentials.KeyOf(AccessRoles.OrdersSubmitter)));

        told.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        Descriptions(await told.JsonAsync(), onlyUnwell: true).ShouldAllBe(text => text != null);
        foreach (var answer in new[] { anonymous, shop })
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            var unwell = Descriptions(await answer.JsonAsync(), onlyUnwell: true);
            unwell.ShouldNotBeEmpty();
            unwell.ShouldAllBe(text => text == null);
        }
    }

    [Test]
    public async Task Should_learn_everything_on_the_same_machine_where_nobody_is_asked_who_they_are()
    {
        await using var service = new GuardedService();
        using var local = await service.GetAsync("/health/ready");
        Descriptions(await local.JsonAsync(), onlyUnwell: true).ShouldAllBe(text => text != null);
    }

    private static List<string?> Descriptions(System.Text.Json.JsonElement health, bool onlyUnwell) =>
    [
        .. health.GetProperty("entries").EnumerateObject().Select(entry => entry.Value)
            .Where(entry => !onlyUnwell || entry.Text("status") != "Healthy")
            .Select(entry => entry.TryGetProperty("description", out var text) ? text.GetString() : null),
    ];
}
