using System.Net;
using Sagas.Tests.Access.World;

namespace Sagas.Tests.Access.Configuration;

internal class When_another_site_may_call
{
    private const string Shop = "https://shop.example.com";

    private GuardedService _service = null!;
    private GuardedService _closed = null!;

    [OneTimeSetUp]
    public void Start() => (_service, _closed) = (new(("Sagas:Cors:Origins:0", Shop)), new());

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _service.DisposeAsync();
        await _closed.DisposeAsync();
    }

    [Test]
    public async Task Should_be_told_to_browsers_before_and_with_the_answer()
    {
        using var visitor = _service.Visit();
        using var before = await visitor.SendAsync(
            HttpMethod.Options, "/orders", null, ("Origin", Shop), ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "content-type,idempotency-key,x-api-key"));
        before.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Header(before, "Access-Control-Allow-Origin").ShouldBe(Shop);
        Header(before, "Access-Control-Allow-Headers").ShouldContain("x-api-key");
        before.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();

        using var answer = await _service.GetAsync("/orders", ("Origin", Shop));
        Header(answer, "Access-Control-Allow-Origin").ShouldBe(Shop);
        Header(answer, "Access-Control-Expose-Headers").ShouldContain("Location");
        using var refused = await _service.GetAsync("/orders?colour=red", ("Origin", Shop));
        Header(refused, "Access-Control-Allow-Origin").ShouldBe(Shop);
    }

    [Test]
    public async Task Should_let_its_pages_change_things()
    {
        using var answer = await _service.PostAsync(
            $"/orders/{Guid.NewGuid()}/cancel", ("Origin", Shop), ("Sec-Fetch-Site", "cross-site"));

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [TestCase("https://evil.example.com")]
    [TestCase("http://shop.example.com")]
    [TestCase("https://shop.example.com:8443")]
    [TestCase("null")]
    public async Task Should_not_hold_for_others(string origin)
    {
        using var answer = await _service.GetAsync("/orders", ("Origin", origin));
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        using var changed = await _service.PostAsync($"/orders/{Guid.NewGuid()}/cancel", ("Origin", origin));
        changed.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Should_be_off_by_default()
    {
        using var answer = await _closed.GetAsync("/orders", ("Origin", Shop));

        answer.Headers.ShouldNotContain(header => header.Key.StartsWith("Access-Control", StringComparison.Ordinal));
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();
}
