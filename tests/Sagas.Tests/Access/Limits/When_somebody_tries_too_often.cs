using System.Net;
using Sagas.Access.Callers;
using Sagas.Access.Settings;
using Sagas.Tests.Access.World;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Access.Limits;

internal class When_somebody_tries_too_often
{
    private const int Limit = 5;

    private GuardedService _service = null!;

    [OneTimeSetUp]
    public void Start() => _service = new(
        [.. Credentials.Settings, ("Sagas:Access:SignInLimit", $"{Limit}"), ("Sagas:Access:FailureLimit", $"{Limit}"),
            ("Sagas:Access:ActionLimit", $"{Limit}")]);

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public async Task Should_have_to_wait_before_signing_in_again()
    {
        using var visitor = _service.Visit();
        var refused = await UntilTooOftenAsync(
            () => visitor.SignInAsync(Credentials.UserName, "wrong", null, From("198.51.100.1")), HttpStatusCode.Forbidden);
        await ShouldSayWhenAsync(refused);

        // Also with the right password, but not for somebody elsewhere.
        using var late = await visitor.SignInAsync(Credentials.UserName, Credentials.Password, null, From("198.51.100.1"));
        late.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        using var other = await visitor.SignInAsync(Credentials.UserName, Credentials.Password, null, From("198.51.100.2"));
        other.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task Should_have_to_wait_after_wrong_keys_while_others_behind_the_same_address_go_on()
    {
        // One customer's network.
        var address = 0;
        var refused = await UntilTooOftenAsync(
            () => _service.GetAsync("/orders", ("X-Api-Key", "sagas_guess"), From($"2001:db8:0:1::{++address}")),
            HttpStatusCode.Unauthorized);
        await ShouldSayWhenAsync(refused);

        using var right = await _service.GetAsync(
            "/orders", ("X-Api-Key", Credentials.KeyOf(AccessRoles.OrdersReader)), From("2001:db8:0:1::1"));
        right.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var token = await _service.GetAsync("/orders", ("Authorization", "Bearer guess"), From("2001:db8:0:1::1"));
        token.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        using var elsewhere = await _service.GetAsync("/orders", ("X-Api-Key", "sagas_guess"), From("2001:db8:0:2::1"));
        elsewhere.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task Should_have_to_wait_after_many_actions_while_others_act()
    {
        var probe = GuardedService.ProbeOf(AccessPolicies.OperationsAct);
        var refused = await UntilTooOftenAsync(
            () => _service.PostAsync(probe, ("X-Api-Key", Credentials.KeyOf(AccessRoles.OperationsOperator))), HttpStatusCode.OK);
        await ShouldSayWhenAsync(refused);

        using var reading = await _service.GetAsync(probe, ("X-Api-Key", Credentials.KeyOf(AccessRoles.OperationsOperator)));
        reading.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var other = await _service.PostAsync(probe, ("X-Api-Key", Credentials.KeyOf(AccessRoles.OperationsAdmin)));
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static (string Name, string Value) From(string address) => (GuardedService.FromHeader, address);

    // A window of a minute may end in between, once.
    private static async Task<HttpResponseMessage> UntilTooOftenAsync(
        Func<Task<HttpResponseMessage>> attempt, HttpStatusCode before)
    {
        for (var i = 0; i <= 2 * Limit; i++)
        {
            var answer = await attempt();
            if (answer.StatusCode == HttpStatusCode.TooManyRequests && i >= Limit)
                return answer;
            answer.StatusCode.ShouldBe(before);
            answer.Dispose();
        }

        throw new AssertionException($"{2 * Limit} attempts in a row were let through.");
    }

    private static async Task ShouldSayWhenAsync(HttpResponseMessage refused)
    {
        using (refused)
        {
            await refused.ProblemAsync(HttpStatusCode.TooManyRequests, "too_many_requests");
            refused.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        }
    }
}
