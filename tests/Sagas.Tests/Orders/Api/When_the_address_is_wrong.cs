using System.Net;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Orders.Api;

internal class When_the_address_is_wrong
{
    private ApiFixture _api = null!;

    [OneTimeSetUp]
    public void Start() => _api = new();

    [OneTimeTearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [TestCase("/nowhere")]
    [TestCase("/orders/not-an-id")]
    [TestCase("/orders/not-an-id/history")]
    public async Task Should_say_that_nothing_is_there(string path)
    {
        using var response = await _api.GetAsync(path);

        await response.ProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Test]
    public async Task Should_say_which_methods_are_allowed()
    {
        using var response = await _api.Client.DeleteAsync(new Uri("/orders", UriKind.Relative));

        await response.ProblemAsync(HttpStatusCode.MethodNotAllowed, "method_not_allowed");
        response.Content.Headers.Allow.Order(StringComparer.Ordinal).ShouldBe(["GET", "HEAD", "POST"]);
    }

    [Test]
    public async Task Should_say_so_to_people_on_a_page()
    {
        using var response = await _api.GetAsync(
            "/nowhere", ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        response.Headers.Vary.ShouldContain("Accept");
        var page = await response.Content.ReadAsStringAsync();
        page.ShouldContain("<h1>Not found</h1>");
        page.ShouldContain("<base href=\"/\">");
        page.ShouldNotContain("style=");
        page.ShouldNotContain("<script");
    }

    [TestCase("*/*")]
    [TestCase("application/json")]
    [TestCase("application/json, text/html")]
    [TestCase("text/html;q=0.5, application/json")]
    [TestCase("text/html;q=0")]
    public async Task Should_say_so_to_programs_as_JSON(string accept)
    {
        using var response = await _api.GetAsync("/nowhere", ("Accept", accept));

        await response.ProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Test]
    public async Task Should_show_the_overview_at_the_root()
    {
        using var response = await _api.GetAsync("/");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await response.Content.ReadAsStringAsync()).ShouldContain("<title>Overview · Sagas</title>");
    }

    [TestCase("text/html")]
    [TestCase("application/xml")]
    public async Task Should_answer_with_a_problem_whatever_the_caller_accepts(string mediaType)
    {
        using var response = await _api.GetAsync($"/orders/{Guid.NewGuid()}", ("Accept", mediaType));

        await response.ProblemAsync(HttpStatusCode.NotFound, "order_not_found");
    }
}
