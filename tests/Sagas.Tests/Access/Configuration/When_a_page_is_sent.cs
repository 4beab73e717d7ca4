using Sagas.Access.Settings;
using Sagas.Tests.Access.World;

namespace Sagas.Tests.Access.Configuration;

internal class When_a_page_is_sent
{
    private static readonly string[] Guards = ["Content-Security-Policy", "Referrer-Policy", "Cross-Origin-Opener-Policy"];

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
    public async Task Should_burden_programs_with_nothing_that_only_pages_need(string path)
    {
        using var answer = await _service.GetAsync(path);

        Guards.ShouldAllBe(name => Header(answer, name) == null);
    }

    // The answer depends on who asks: nobody in between may keep it, whatever it is.
    [TestCase("/orders", AccessRoles.OrdersReader, 200)]
    [TestCase("/orders", AccessRoles.OperationsReader, 403)]
    [TestCase("/orders/nonsense", AccessRoles.OrdersReader, 404)]
    [TestCase("/orders?limit=x", AccessRoles.OrdersReader, 400)]
    [TestCase("/operations/audit", AccessRoles.OperationsReader, 200)]
    [TestCase("/operations/dead-letters/export", AccessRoles.OperationsReader, 200)]
    [TestCase("/operations/overview", AccessRoles.OperationsReader, 200)]
    [TestCase("/audit", AccessRoles.OperationsReader, 200)]
    [TestCase("/health/ready", AccessRoles.OrdersReader, null)]
    [TestCase("/events", AccessRoles.OrdersReader, 200)]
    public async Task Should_be_kept_by_nobody(string path, string role, int? status)
    {
        using var client = new HttpClient { BaseAddress = _service.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Api-Key", Credentials.KeyOf(role));
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        if (status is not null)
            ((int)answer.StatusCode).ShouldBe(status.Value);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.Vary.ShouldBe(["Accept", "Authorization", "Cookie", "X-Api-Key"], ignoreOrder: true);
        Header(answer, "X-Content-Type-Options").ShouldBe("nosniff");
    }

    [Test]
    public async Task Should_let_browsers_keep_what_is_the_same_for_all()
    {
        using var answer = await _service.GetAsync("/assets/sagas.css");

        (answer.Headers.CacheControl?.NoStore ?? false).ShouldBeFalse();
        Header(answer, "X-Content-Type-Options").ShouldBe("nosniff");
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values)
            ? values.Single()
            : null;
}
