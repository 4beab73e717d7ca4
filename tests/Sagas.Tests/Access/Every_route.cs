using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Access.Callers;
using Sagas.Access.Limits;
using Sagas.Access.Settings;
using Sagas.Tests.Access.World;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Access;

/// <summary>Who may call which route.</summary>
internal class Every_route
{
    /// <summary>What everybody may ask for.</summary>
    private static readonly string[] Open = ["/assets/{file}", "/health/live", "/health/ready", "/sign-in", "/sign-out"];

    private static readonly string[] Changes = ["POST", "PUT", "PATCH", "DELETE"];

    private GuardedService _service = null!;

    [OneTimeSetUp]
    public void Start() => _service = new(Credentials.Settings);

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    private static IEnumerable<TestCaseData<string, string, string, bool>> Table()
    {
        (string Policy, string Method, string Path)[] routes =
        [
            (AccessPolicies.OrdersRead, "GET", "/orders"),
            (AccessPolicies.OrdersRead, "GET", $"/orders/{Guid.Empty}"),
            (AccessPolicies.OrdersRead, "GET", $"/orders/{Guid.Empty}/history"),
            (AccessPolicies.OrdersRead, "GET", $"/orders/{Guid.Empty}/events"),
            (AccessPolicies.OrdersSubmit, "POST", "/orders"),
            (AccessPolicies.OrdersSubmit, "POST", $"/orders/{Guid.Empty}/cancel"),
            (AccessPolicies.OperationsRead, "GET", "/operations/retry-jobs"),
            (AccessPolicies.OperationsAct, "POST", $"/operations/sagas/OrderState/{Guid.Empty}/timers/{Guid.Empty}/fire"),
            (AccessPolicies.OperationsAct, "POST", $"/operations/sagas/OrderState/{Guid.Empty}/timers/{Guid.Empty}/move"),
            (AccessPolicies.OperationsAct, "POST", $"/operations/dead-letters/{Guid.Empty}/retry"),
            (AccessPolicies.OperationsAct, "POST", $"/operations/retry-jobs/{Guid.Empty}/pause"),
            (AccessPolicies.OperationsAct, "POST", $"/operations/retry-jobs/{Guid.Empty}/cancel"),
            (AccessPolicies.OperationsAdmin, "POST", $"/operations/retry-jobs/{Guid.Empty}/resume"),
            (AccessPolicies.OperationsAdmin, "POST", "/operations/retry-jobs"),
            .. AccessPolicies.All.Select(policy => (policy, "GET", GuardedService.ProbeOf(policy))),
        ];
        return from route in routes
               from role in AccessRoles.All
               select new TestCaseData<string, string, string, bool>(route.Method, route.Path, role, May(role, route.Policy));
    }

    [TestCaseSource(nameof(Table))]
    public async Task Should_let_in_who_has_the_role(string method, string path, string role, bool may)
    {
        using var visitor = _service.Visit();
        using var answer = await visitor.SendAsync(new(method), path, null, ("X-Api-Key", Credentials.KeyOf(role)));

        if (may)
            answer.StatusCode.ShouldNotBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden);
        else
            await answer.ProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    [Test]
    public void Should_have_a_policy_or_be_open_on_purpose()
    {
        foreach (var route in Routes().Where(route => !Open.Contains(Path(route))))
        {
            var policies = route.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy);
            policies.Intersect(AccessPolicies.All)
                .ShouldNotBeEmpty($"{route.DisplayName} needs .RequireAuthorization(AccessPolicies.…)");
            route.Metadata.GetMetadata<IAllowAnonymous>().ShouldBeNull(route.DisplayName);
        }
    }

    [Test]
    public void Should_belong_to_a_group_of_policies()
    {
        foreach (var route in Routes().Where(route => !Open.Contains(Path(route))))
        {
            var group = Path(route).StartsWith("/orders", StringComparison.Ordinal) || Path(route) == "/events"
                ? "orders."
                : "operations.";
            route.Metadata.GetOrderedMetadata<IAuthorizeData>()
                .ShouldAllBe(
                    data => IsProbe(route) || data.Policy!.StartsWith(group, StringComparison.Ordinal), route.DisplayName);
        }
    }

    [Test]
    public void Should_limit_how_often_an_operator_changes_something()
    {
        foreach (var route in Routes().Where(route => Policy(route).StartsWith("operations.", StringComparison.Ordinal)
            && Changes.Intersect(Methods(route)).Any()))
            route.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName
                .ShouldBe(AccessLimits.Actions, $"{route.DisplayName} needs .RequireRateLimiting(AccessLimits.Actions)");
    }

    [Test]
    public void Should_have_been_looked_at() =>
        Routes().Select(Path).Intersect(["/orders", "/orders/{orderId:guid}/cancel", "/events", .. Open,
            .. AccessPolicies.All.Select(GuardedService.ProbeOf)])
            .Count().ShouldBe(3 + Open.Length + AccessPolicies.All.Count);

    [Test]
    public async Task Should_be_open_where_nothing_is_to_be_had()
    {
        foreach (var path in new[] { "/health/live", "/swagger/index.html", "/swagger/v1/swagger.json", "/sign-in" })
        {
            using var answer = await _service.GetAsync(path);
            ((int)answer.StatusCode).ShouldBeInRange(200, 302, path);
        }

        using var nowhere = await _service.GetAsync("/nowhere");
        await nowhere.ProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    // The issue's own words: of each group every role includes the one before it.
    private static bool May(string role, string policy) => policy switch
    {
        AccessPolicies.OrdersRead => role is "orders.reader" or "orders.submitter",
        AccessPolicies.OrdersSubmit => role is "orders.submitter",
        AccessPolicies.OperationsRead => role is "operations.reader" or "operations.operator" or "operations.admin",
        AccessPolicies.OperationsAct => role is "operations.operator" or "operations.admin",
        AccessPolicies.OperationsAdmin => role is "operations.admin",
        _ => throw new InvalidOperationException($"Say here who may {policy}."),
    };

    private IEnumerable<RouteEndpoint> Routes() =>
        _service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static string Path(RouteEndpoint route) => $"/{route.RoutePattern.RawText!.Trim('/')}";

    private static bool IsProbe(RouteEndpoint route) => Path(route).StartsWith("/operations/probes/", StringComparison.Ordinal);

    private static string Policy(RouteEndpoint route) => route.Metadata.GetMetadata<IAuthorizeData>()?.Policy ?? "";

    private static IEnumerable<string> Methods(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
}
