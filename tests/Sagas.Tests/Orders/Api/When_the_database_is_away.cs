using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Outbox;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Orders.Api;

internal class When_the_database_is_away
{
    private ApiFixture _api = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _api = new();
        // An open connection would go on with the deleted file.
        SqliteConnection.ClearAllPools();
        File.Delete(_api.DatabaseFile);
        Directory.CreateDirectory(_api.DatabaseFile);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [Test]
    public async Task Should_ask_to_come_back_later()
    {
        using var post = await _api.PostAsync("/orders", ApiFixture.GoodOrder);
        using var list = await _api.GetAsync("/orders");

        await post.ProblemAsync(HttpStatusCode.ServiceUnavailable, "unavailable");
        await list.ProblemAsync(HttpStatusCode.ServiceUnavailable, "unavailable");
        post.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        _api.Sent.Rows.ShouldBeEmpty();
        _api.Services.GetRequiredService<InFlightMessages>().Count.ShouldBe(0);
    }

    [Test]
    public async Task Should_keep_what_went_wrong_to_the_log()
    {
        using var response = await _api.GetAsync("/orders");

        var text = await response.Content.ReadAsStringAsync();
        text.ShouldNotContain("SQLite");
        text.ShouldNotContain("Exception");
        text.ShouldNotContain(_api.DatabaseFile);
    }

    [Test]
    public async Task Should_still_name_what_is_wrong_with_a_request()
    {
        using var response = await _api.PostAsync("/orders", "{}");

        await response.ProblemAsync(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Test]
    public async Task Should_be_alive_but_not_ready()
    {
        using var live = await _api.GetAsync("/health/live");
        using var ready = await _api.GetAsync("/health/ready");

        live.StatusCode.ShouldBe(HttpStatusCode.OK);
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var health = await ready.JsonAsync();
        health.Text("status").ShouldBe("Unhealthy");
        health.GetProperty("entries").GetProperty("database").Text("status").ShouldBe("Unhealthy");
    }
}
