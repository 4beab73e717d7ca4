using System.Net;
using System.Text.RegularExpressions;
using Sagas.Access.Callers;
using Sagas.Tests.Access.World;
using Sagas.Tests.Harness;
using Sagas.Tests.Orders.Api;

namespace Sagas.Tests.Access.Configuration;

/// <summary>A real proxy that calls the service by another name than browsers call the proxy.</summary>
internal partial class When_a_proxy_is_in_front
{
    private const string Customer = "198.51.100.7";
    private static readonly (string, string) Known = ("Sagas:Proxy:KnownProxies:0", "127.0.0.1");
    private static readonly string Probe = GuardedService.ProbeOf(AccessPolicies.OperationsAct);

    [TestCase("Sagas:Proxy:KnownProxies:0", "127.0.0.1")]
    [TestCase("Sagas:Proxy:KnownNetworks:0", "127.0.0.0/8")]
    public async Task Should_let_people_sign_in_and_out(string key, string value)
    {
        await using var service = new GuardedService([.. Credentials.Settings, (key, value)]);
        await using var proxy = await ReverseProxy.StartAsync(service.Address);
        using var visitor = new Visitor(proxy.Address);
        var origin = ("Origin", $"http://{proxy.Address.Authority}");

        using var signedIn = await visitor.SignInAsync(Credentials.UserName, Credentials.Password, Probe, origin);
        signedIn.StatusCode.ShouldBe(HttpStatusCode.Redirect, await signedIn.Content.ReadAsStringAsync());
        using var shown = await visitor.GetPageAsync(Probe);
        (await shown.Content.ReadAsStringAsync()).ShouldBe(Credentials.UserName);

        // If the browser's side speaks https, cookies are for that only.
        proxy.Scheme = "https";
        using var other = new Visitor(proxy.Address);
        using var page = await other.GetPageAsync("/sign-in");
        page.Headers.GetValues("Set-Cookie").ShouldAllBe(cookie => cookie.Contains("; secure", StringComparison.Ordinal));
    }

    [Test]
    public async Task Should_say_what_is_missing_if_it_is_not_known()
    {
        await using var service = new GuardedService(Credentials.Settings);
        await using var proxy = await ReverseProxy.StartAsync(service.Address);
        using var visitor = new Visitor(proxy.Address);

        using var refused = await visitor.SignInAsync(
            Credentials.UserName, Credentials.Password, null, ("Origin", $"http://{proxy.Address.Authority}"));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Sagas:Proxy");

        // A browser that speaks https says more, and is believed.
        using var signedIn = await visitor.SignInAsync(
            Credentials.UserName, Credentials.Password, null, ("Origin", $"http://{proxy.Address.Authority}"),
            ("Sec-Fetch-Site", "same-origin"));
        signedIn.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task Should_count_limits_by_the_addresses_behind_it()
    {
        await using var service = new GuardedService([.. Credentials.Settings, Known, ("Sagas:Access:FailureLimit", "3")]);
        await using var proxy = await ReverseProxy.StartAsync(service.Address);
        using var visitor = new Visitor(proxy.Address);

        proxy.Client = Customer;
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 4; attempt++)
        {
            using var answer = await visitor.SendAsync(HttpMethod.Get, "/orders", null, (ApiKey.Header, "wrong"));
            statuses.Add(answer.StatusCode);
        }

        statuses.ShouldBe([.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 3), HttpStatusCode.TooManyRequests]);
        proxy.Client = "198.51.100.8";
        using var other = await visitor.SendAsync(HttpMethod.Get, "/orders", null, (ApiKey.Header, "wrong"));
        other.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        service.Log.ShouldContain(line => line.Contains($"Invalid key or token from {Customer}", StringComparison.Ordinal));
    }

    [Test]
    public async Task Should_not_make_callers_elsewhere_callers_on_this_machine()
    {
        await using var service = new GuardedService(Known);
        await using var proxy = await ReverseProxy.StartAsync(service.Address);
        using var visitor = new Visitor(proxy.Address);

        using var here = await visitor.SendAsync(HttpMethod.Get, "/orders");
        here.StatusCode.ShouldBe(HttpStatusCode.OK);
        proxy.Client = Customer;
        using var elsewhere = await visitor.SendAsync(HttpMethod.Get, "/orders");
        await elsewhere.ProblemAsync(HttpStatusCode.Forbidden, "access_not_configured");
    }

    // Anybody can send such headers; they count only from where they are known to be set.
    [TestCase]
    [TestCase("Sagas:Proxy:KnownProxies:0", "10.0.0.7")]
    [TestCase("Sagas:Proxy:KnownNetworks:0", "10.0.0.0/8")]
    public async Task Should_not_believe_anybody_else(params string[] setting)
    {
        await using var service = new GuardedService(setting is [var key, var value] ? [(key, value)] : []);

        using var answer = await service.GetAsync(
            "/orders", ("X-Forwarded-For", Customer), ("X-Forwarded-Host", "evil.example.com"), ("X-Forwarded-Prefix", "/evil"));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var page = await service.GetAsync("/", ("X-Forwarded-Prefix", "/evil"));
        (await page.Content.ReadAsStringAsync()).ShouldContain("<base href=\"/\"");
    }

    // Whether the proxy removes the path and says so, or removes it silently, or leaves it.
    [TestCase("/ops", true)]
    [TestCase("/ops", false)]
    [TestCase("", false)]
    [TestCase("", true)]
    public async Task Should_be_served_below_a_path(string removes, bool tells)
    {
        await using var service = new GuardedService(Known, ("Sagas:Proxy:PathBase", "/ops"));
        await using var proxy = await ReverseProxy.StartAsync(service.Address, tells, removes);
        using var visitor = new Visitor(proxy.Address);

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>(["/ops/"]);
        while (next.TryDequeue(out var path))
        {
            if (!seen.Add(path))
                continue;
            using var answer = await visitor.GetPageAsync(path);
            if (answer.Headers.Location is { } location)
            {
                next.Enqueue(new Uri(new Uri(proxy.Address, path), location).PathAndQuery);
                continue;
            }

            // Forms are only sent.
            answer.StatusCode.ShouldBe(
                path.StartsWith("/ops/actions/", StringComparison.Ordinal) ? HttpStatusCode.MethodNotAllowed : HttpStatusCode.OK,
                $"{path}\n{string.Join('\n', service.Log.Where(line => line.Contains("xception", StringComparison.Ordinal)))}");
            if (answer.Content.Headers.ContentType?.MediaType is not "text/html"
                || path.Contains("/swagger", StringComparison.Ordinal))
                continue;
            var html = await answer.Content.ReadAsStringAsync();
            html.ShouldContain("<base href=\"/ops/\"", Case.Sensitive, path);
            foreach (var link in Reference().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups["to"].Value)))
            {
                // As a browser would: from the base.
                var target = new Uri(new Uri(proxy.Address, "/ops/"), link);
                target.AbsolutePath.ShouldStartWith("/ops/", Case.Sensitive, $"{link} on {path}");
                next.Enqueue(target.PathAndQuery);
            }
        }

        seen.ShouldContain(path => path.StartsWith("/ops/assets/sagas.css", StringComparison.Ordinal));
        seen.ShouldContain("/ops/stuck");
        seen.ShouldContain("/ops/sagas/OrderState");
        seen.ShouldContain("/ops/swagger/index.html");
    }

    [TestCase("/ops")]
    [TestCase("/orders")] // It begins as routes of its own do.
    [TestCase("/a/b-c")]
    public async Task Should_name_addresses_below_the_path(string pathBase)
    {
        await using var api = new ApiFixture(("Sagas:Proxy:PathBase", pathBase));

        using var accepted = await api.PostAsync($"{pathBase}/orders", ApiFixture.GoodOrder);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        accepted.Headers.Location!.ToString().ShouldStartWith($"{pathBase}/orders/");
        using var order = await api.GetAsync(accepted.Headers.Location!.ToString());
        order.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var events = await api.GetAsync($"{accepted.Headers.Location}/events");
        events.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        (await api.GetTextAsync($"{pathBase}/swagger/v1/swagger.json")).ShouldContain($"\"url\": \"{pathBase}\"");
        using var health = await api.GetAsync("/health/live");
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Should_lead_to_the_sign_in_page_and_back_below_the_path()
    {
        await using var service = new GuardedService([.. Credentials.Settings, ("Sagas:Proxy:PathBase", "/ops")]);
        using var visitor = service.Visit();

        using var refused = await visitor.GetPageAsync($"/ops{Probe}");
        refused.Headers.Location!.ToString().ShouldBe($"/ops/sign-in?returnUrl={Uri.EscapeDataString(Probe)}");
        using var page = await visitor.GetPageAsync(refused.Headers.Location.ToString());
        var html = await page.Content.ReadAsStringAsync();
        html.ShouldContain("<base href=\"/ops/\">");
        html.ShouldContain("action=\"./sign-in\"");
        page.Headers.GetValues("Set-Cookie").ShouldAllBe(cookie => cookie.Contains("; path=/ops;", StringComparison.Ordinal));

        using var signedIn = await visitor.SignInAsync(Credentials.UserName, Credentials.Password, Probe, below: "/ops");
        signedIn.Headers.Location!.ToString().ShouldBe($"/ops{Probe}");
        using var shown = await visitor.GetPageAsync($"/ops{Probe}");
        (await shown.Content.ReadAsStringAsync()).ShouldBe(Credentials.UserName);
        using var challenged = await visitor.SendAsync(HttpMethod.Get, "/ops/orders", null, (ApiKey.Header, "wrong"));
        challenged.Headers.WwwAuthenticate.ToString().ShouldContain("location=\"/ops/sign-in\"");
    }

    [GeneratedRegex("""<(a|link|script|img|form)\b[^>]*?\s(href|src|action)="(?<to>(?!http|mailto)[^"]*)"[^>]*>""",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Reference();
}
