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
        var access = new UnconfiguredAccess(Options.Create(new AccessOptions()));
        var policy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Loopback } };
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
