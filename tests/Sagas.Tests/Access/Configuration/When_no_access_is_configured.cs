using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Sagas.Access.Callers;
using Sagas.Access.Configuration;
using Sagas.Access.Settings;
using Sagas.Tests.Access.World;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Access.Configuration;

internal class When_no_access_is_configured
{
    private GuardedService _closed = null!;
    private GuardedService _open = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _closed = new();
        _open = new(("Sagas:Access:AllowAnonymous", "true"));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _closed.DisposeAsync();
        await _open.DisposeAsync();
    }

    [Test]
    public async Task Should_let_callers_on_this_machine_do_everything()
    {
        using var orders = await _closed.GetAsync("/orders");
        orders.StatusCode.ShouldBe(HttpStatusCode.OK);

        foreach (var policy in AccessPolicies.All)
        {
            using var answer = await _closed.PostAsync(GuardedService.ProbeOf(policy));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, policy);
            (await answer.Content.ReadAsStringAsync()).ShouldBe("local");
        }
    }

    [TestCase("/orders", GuardedService.Elsewhere)]
    [TestCase("/orders", "::ffff:203.0.113.7")]
    [TestCase("/operations/probes/operations.read", "2001:db8::1")]
    public async Task Should_let_in_nobody_from_elsewhere(string path, string address)
    {
        using var answer = await _closed.GetAsync(path, (GuardedService.FromHeader, address));

        var problem = await answer.ProblemAsync(HttpStatusCode.Forbidden, "access_not_configured");
        problem.Text("detail").ShouldContain("Sagas:Access");
    }

    [Test]
    public async Task Should_not_believe_a_header_about_where_a_call_comes_from()
    {
        using var answer = await _closed.GetAsync(
            "/orders", (GuardedService.FromHeader, GuardedService.Elsewhere), ("X-Forwarded-For", "127.0.0.1"),
            ("Forwarded", "for=127.0.0.1"));

        await answer.ProblemAsync(HttpStatusCode.Forbidden, "access_not_configured");
    }

    // DNS rebinding: a page of another site gives its own name this machine's address, and counts as the same site.
    [TestCase("/orders", "evil.example.com")]
    [TestCase("/orders", "localhost.evil.example.com:8080")]
    [TestCase("/events", "127.0.0.1.evil.example.com")]
    [TestCase("/operations/overview", "192.168.1.7:8080")]
    [TestCase("/operations/overview/stream", "evil.example.com")]
    [TestCase("/", "evil.example.com")]
    public async Task Should_trust_no_name_but_this_machines_own(string path, string host)
    {
        using var answer = await _closed.GetAsync(path, ("Host", host));

        var problem = await answer.ProblemAsync(HttpStatusCode.Forbidden, "host_not_allowed");
        problem.Text("detail").ShouldContain("AllowedHosts");
    }

    [TestCase("localhost")]
    [TestCase("LOCALHOST:8080")]
    [TestCase("sagas.localhost:8080")]
    [TestCase("127.0.0.1")]
    [TestCase("127.8.8.8:1")]
    [TestCase("[::1]:8080")]
    public async Task Should_trust_this_machines_own_names(string host)
    {
        using var answer = await _closed.GetAsync("/orders", ("Host", host));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Should_trust_names_that_are_allowed_and_no_others()
    {
        await using var service = new GuardedService(("AllowedHosts", "sagas.example.com"));

        using var known = await service.GetAsync("/orders", ("Host", "sagas.example.com:8080"));
        known.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var unknown = await service.GetAsync("/orders", ("Host", "evil.example.com"));
        unknown.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [TestCase("Origin", "https://evil.example.com")]
    [TestCase("Origin", "null")]
    [TestCase("Origin", "http://127.0.0.1:1")]
    [TestCase("Sec-Fetch-Site", "cross-site")]
    [TestCase("Sec-Fetch-Site", "same-site")]
    public async Task Should_let_no_other_site_change_anything(string header, string value)
    {
        foreach (var service in new[] { _closed, _open })
        {
            foreach (var path in new[]
            {
                $"/orders/{Guid.NewGuid()}/cancel", "/orders", "/actions/samples",
                $"/operations/retry-jobs/{Guid.NewGuid()}/cancel", GuardedService.ProbeOf(AccessPolicies.OperationsAdmin),
            })
            {
                using var answer = await service.PostAsync(path, (header, value));
                await answer.ProblemAsync(HttpStatusCode.Forbidden, "other_site");
            }
        }
    }

    [Test]
    public async Task Should_let_its_own_pages_and_programs_change_things()
    {
        var own = _closed.Address.GetLeftPart(UriPartial.Authority);
        foreach (var headers in new[]
        {
            [("Origin", own)], [("Sec-Fetch-Site", "same-origin"), ("Origin", "https://a.proxy.example.com")],
            [("Sec-Fetch-Site", "none")], Array.Empty<(string, string)>(),
        })
        {
            using var answer = await _closed.PostAsync(GuardedService.ProbeOf(AccessPolicies.OrdersSubmit), headers);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Test]
    public async Task Should_tell_everybody_how_it_is()
    {
        using var answer = await _closed.GetAsync("/health/live", (GuardedService.FromHeader, GuardedService.Elsewhere));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Should_let_in_everybody_if_told_to()
    {
        using var answer = await _open.PostAsync(
            GuardedService.ProbeOf(AccessPolicies.OperationsAdmin), (GuardedService.FromHeader, GuardedService.Elsewhere));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("anonymous");
    }

    [Test]
    public void Should_cost_an_order_nothing()
    {
        var access = new UnconfiguredAccess(
            new UnconfiguredRules(Options.Create(new AccessOptions()), Options.Create(new CorsOptions()), Settings.Of()));
        var policy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Loopback } };
        http.Request.Host = new HostString("localhost:8080");
        LetIn(access, policy, http);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            LetIn(access, policy, http);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000);
    }

    private static void LetIn(UnconfiguredAccess access, AuthorizationPolicy policy, DefaultHttpContext http)
    {
        var caller = access.AuthenticateAsync(policy, http);
        if (!access.AuthorizeAsync(policy, caller.Result, http, resource: null).Result.Succeeded)
            throw new AssertionException("A caller on this machine was not let in.");
    }

    [Test]
    public async Task Should_have_no_page_to_sign_in()
    {
        using var answer = await _closed.GetAsync("/sign-in");

        await answer.ProblemAsync(HttpStatusCode.NotFound, "not_found");
    }
}
