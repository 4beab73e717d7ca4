using System.Net;
using Sagas.Access.Callers;
using Sagas.Access.Settings;
using Sagas.Tests.Access.World;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Access.SignIn;

internal class When_somebody_signs_in
{
    private static readonly string Probe = GuardedService.ProbeOf(AccessPolicies.OperationsAct);

    private GuardedService _service = null!;

    [OneTimeSetUp]
    public void Start() => _service = new([.. Credentials.Settings, ("Sagas:Access:SignInLimit", "1000")]);

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public async Task Should_be_led_to_the_page_and_back()
    {
        using var visitor = _service.Visit();
        using var refused = await visitor.GetPageAsync($"{Probe}?a=b&c=d");
        refused.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = refused.Headers.Location!.ToString();
        page.ShouldBe($"/sign-in?returnUrl={Uri.EscapeDataString($"{Probe}?a=b&c=d")}");

        using var signedIn = await visitor.SignInAsync(Credentials.UserName, Credentials.Password, $"{Probe}?a=b&c=d");
        signedIn.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        signedIn.Headers.Location!.ToString().ShouldBe($"{Probe}?a=b&c=d");

        using var shown = await visitor.GetPageAsync(Probe);
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await shown.Content.ReadAsStringAsync()).ShouldBe(Credentials.UserName);
    }

    [Test]
    public async Task Should_be_taken_by_a_key_without_a_name()
    {
        using var visitor = _service.Visit();
        using var signedIn = await visitor.SignInAsync("", Credentials.KeyOf(AccessRoles.OperationsAdmin));

        signedIn.Headers.Location!.ToString().ShouldBe("/");
        using var shown = await visitor.GetPageAsync(Probe);
        (await shown.Content.ReadAsStringAsync()).ShouldBe(Credentials.NameOfKeyOf(AccessRoles.OperationsAdmin));
    }

    [TestCase(Credentials.UserName, "a wrong password")]
    [TestCase("Grace", Credentials.Password)]
    [TestCase("", Credentials.Password)]
    [TestCase("", "sagas_nobody")]
    [TestCase(Credentials.UserName, "")]
    public async Task Should_be_refused(string name, string secret)
    {
        using var visitor = _service.Visit();
        using var answer = await visitor.SignInAsync(name, secret);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("role=\"alert\"");
        using var shown = await visitor.GetPageAsync(Probe);
        shown.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [TestCase("https://evil.example.com/")]
    [TestCase("//evil.example.com/")]
    [TestCase("/\\evil.example.com/")]
    [TestCase("javascript:alert(1)")]
    [TestCase("~/orders")]
    [TestCase("/operations\r\nSet-Cookie: a=b")]
    [TestCase("\"><script>alert(1)</script>")]
    public async Task Should_not_be_led_elsewhere(string returnUrl)
    {
        using var visitor = _service.Visit();
        var form = await visitor.FormAsync();
        (form["name"], form["secret"], form["returnUrl"]) = (Credentials.UserName, Credentials.Password, returnUrl);
        using var signedIn = await visitor.SendAsync(HttpMethod.Post, "/sign-in", form);
        signedIn.Headers.Location!.ToString().ShouldBe("/");

        using var page = await visitor.GetPageAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        (await page.Content.ReadAsStringAsync()).ShouldContain("""name="returnUrl" value="/">""");
    }

    [Test]
    public async Task Should_not_be_signed_in_without_the_form()
    {
        using var visitor = _service.Visit();
        using var answer = await visitor.SendAsync(
            HttpMethod.Post, "/sign-in",
            new(StringComparer.Ordinal) { ["name"] = Credentials.UserName, ["secret"] = Credentials.Password });

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        visitor.Cookies.ShouldNotContain(cookie => cookie.Name == "sagas-sign-in");
    }

    [Test]
    public async Task Should_be_signed_out_by_the_form_only()
    {
        using var visitor = _service.Visit();
        using var signedIn = await visitor.SignInAsync(Credentials.UserName, Credentials.Password);

        using var forged = await visitor.SendAsync(HttpMethod.Post, "/sign-out", new(StringComparer.Ordinal));
        forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await visitor.GetPageAsync(Probe)).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var signedOut = await visitor.SendAsync(HttpMethod.Post, "/sign-out", await visitor.FormAsync());
        signedOut.Headers.Location!.ToString().ShouldBe("/sign-in");
        (await visitor.GetPageAsync(Probe)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task Should_keep_the_cookie_from_scripts_and_other_sites()
    {
        using var visitor = _service.Visit();
        using var local = await visitor.SignInAsync(Credentials.UserName, Credentials.Password);
        var cookie = local.Headers.GetValues("Set-Cookie")
            .Single(text => text.StartsWith("sagas-sign-in=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=strict");
        cookie.ShouldNotContain("expires=");

        // Under any other name than this machine's it leaves the browser by https only.
        using var other = _service.Visit();
        using var elsewhere = await other.SendAsync(HttpMethod.Get, "/sign-in", null, ("Host", "sagas.example.com"));
        elsewhere.Headers.GetValues("Set-Cookie").Single().ShouldContain("secure");
        cookie.ShouldNotContain("secure");
    }

    [TestCase("Sec-Fetch-Site", "cross-site")]
    [TestCase("Sec-Fetch-Site", "same-site")]
    [TestCase("Origin", "https://evil.example.com")]
    [TestCase("Origin", "null")]
    [TestCase("Origin", "http://127.0.0.1:1")]
    public async Task Should_not_lend_the_cookie_to_another_site(string header, string value)
    {
        using var visitor = _service.Visit();
        using var signedIn = await visitor.SignInAsync(Credentials.UserName, Credentials.Password);

        using var forged = await visitor.SendAsync(HttpMethod.Post, Probe, null, (header, value));
        await forged.ProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");

        using var own = await visitor.SendAsync(
            HttpMethod.Post, Probe, null, ("Sec-Fetch-Site", "same-origin"),
            ("Origin", visitor.Address.GetLeftPart(UriPartial.Authority)));
        own.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Should_send_forms_of_pages_only()
    {
        using var visitor = _service.Visit();
        using var signedIn = await visitor.SignInAsync(Credentials.UserName, Credentials.Password);

        using var forged = await visitor.SendAsync(
            HttpMethod.Post, GuardedService.FormProbe, new(StringComparer.Ordinal) { ["text"] = "why" });
        await forged.ProblemAsync(HttpStatusCode.BadRequest, "form_outdated");

        var form = await visitor.FormAsync();
        form["text"] = "why";
        using var own = await visitor.SendAsync(HttpMethod.Post, GuardedService.FormProbe, form);
        own.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Should_be_told_on_a_page_what_they_may_not()
    {
        using var visitor = _service.Visit();
        using var signedIn = await visitor.SignInAsync(Credentials.UserName, Credentials.Password);
        using var refused = await visitor.GetPageAsync(GuardedService.ProbeOf(AccessPolicies.OperationsAdmin));

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Ada is not allowed to see this.");
    }

    [Test]
    public async Task Should_have_to_sign_in_again_after_a_while()
    {
        using var visitor = _service.Visit();
        using var signedIn = await visitor.SignInAsync(Credentials.UserName, Credentials.Password);

        // Whoever goes on working stays.
        for (var hour = 0; hour < 12; hour += 6)
        {
            _service.Time.Advance(TimeSpan.FromHours(6));
            (await visitor.GetPageAsync(Probe)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        _service.Time.Advance(TimeSpan.FromHours(8) + TimeSpan.FromSeconds(1));
        (await visitor.GetPageAsync(Probe)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }
}
