using Sagas.Tests.Access.World;

namespace Sagas.Tests.Access.Configuration;

internal class When_a_page_is_sent
{
    private static readonly string[] Guards = ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"];

    private GuardedService _service = null!;

    [OneTimeSetUp]
    public void Start() => _service = new(Credentials.Settings);

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [TestCase("/sign-in")]
    [TestCase("/swagger/index.html")]
    [TestCase("/operations/probes/operations.read")]
    [TestCase("/nowhere")]
    public async Task Should_let_browsers_run_only_what_the_service_sent(string path)
    {
        using var answer = await _service.GetAsync(path);

        var policy = Header(answer, "Content-Security-Policy")!;
        policy.ShouldContain("default-src 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.Replace("style-src 'self' 'unsafe-inline'", "", StringComparison.Ordinal).ShouldNotContain("unsafe");
        policy.Contains("unsafe", StringComparison.Ordinal).ShouldBe(path.StartsWith("/swagger", StringComparison.Ordinal));
        Header(answer, "X-Content-Type-Options").ShouldBe("nosniff");
        Header(answer, "Referrer-Policy").ShouldBe("same-origin");
        Header(answer, "Strict-Transport-Security").ShouldBeNull();
    }

    [Test]
    public async Task Should_not_be_kept_by_browsers()
    {
        using var answer = await _service.GetAsync("/sign-in");

        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Test]
    public async Task Should_hold_no_script_and_style_of_its_own()
    {
        using var answer = await _service.GetAsync("/sign-in");
        var page = await answer.Content.ReadAsStringAsync();

        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        page.ShouldNotContain("<script");
        page.ShouldNotContain("<style");
        page.ShouldNotContain("style=");
        page.ShouldContain("<html lang=\"en\">");
        foreach (var field in new[] { "name", "secret" })
            page.ShouldContain($"<label for=\"{field}\">");
    }

    [TestCase("/orders")]
    [TestCase("/health/live")]
    public async Task Should_cost_programs_nothing(string path)
    {
        using var answer = await _service.GetAsync(path);

        Guards.ShouldAllBe(name => Header(answer, name) == null);
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values)
            ? values.Single()
            : null;
}
