using System.Net;
using Sagas.Tests.Operations.World;
using Sagas.Tests.Orders.Api;

namespace Sagas.Tests.Operations.Shell;

[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal sealed class When_a_page_does_not_exist
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private ApiFixture _api = null!;

    [OneTimeSetUp]
    public void Start() => _api = new ApiFixture();

    [OneTimeTearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [TestCase("/dead-letters/nonsense")]
    [TestCase("/sagas/OrderState/nonsense")]
    [TestCase("/sagas/OrderState/nonsense/further")]
    [TestCase("/retry-jobs/1")]
    [TestCase("/audit/x")]
    [TestCase("/stuck/x")]
    public async Task Should_tell_people_where_to_go(string path)
    {
        using var answer = await _api.GetAsync(path, ("Accept", Browser));

        var page = await answer.PageAsync(HttpStatusCode.NotFound);
        page.ShouldContain("There is no such page");
        page.ShouldContain("aria-label=\"Pages\"", customMessage: "It has the header of all pages.");
        page.ShouldContain("href=\"./dead-letters\"");
    }

    [Test]
    public async Task Should_tell_programs_in_JSON()
    {
        using var answer = await _api.GetAsync("/dead-letters/nonsense");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }
}
