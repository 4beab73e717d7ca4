using System.Net;
using Sagas.Tests.Harness;
using Sagas.Tests.Orders.Api;
using Sagas.Tests.Time;

namespace Sagas.Tests.Hosting.Health;

internal class When_the_service_is_healthy
{
    [Test]
    public async Task Should_be_alive_and_ready()
    {
        await using var api = ApiFixture.WithProcess();

        await Eventually.BecomesTrueAsync(() => IsReadyAsync(api), "the service to be ready");

        using var live = await api.GetAsync("/health/live");
        using var ready = await api.GetAsync("/health/ready");

        live.StatusCode.ShouldBe(HttpStatusCode.OK);
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await live.JsonAsync()).Text("status").ShouldBe("Healthy");
        (await ready.JsonAsync()).GetProperty("entries").GetProperty("database").Text("status").ShouldBe("Healthy");
    }

    private static async Task<bool> IsReadyAsync(ApiFixture api)
    {
        using var ready = await api.GetAsync("/health/ready");
        return ready.StatusCode == HttpStatusCode.OK;
    }
}
