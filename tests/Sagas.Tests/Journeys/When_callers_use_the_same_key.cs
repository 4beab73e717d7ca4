using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Sagas.Access.Callers;
using Sagas.Access.Settings;
using Sagas.Orders;
using Sagas.Tests.Access.World;
using Sagas.Tests.Harness;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Journeys;

/// <summary>A shop and a kiosk, each with a key of its own, and somebody whose token bears the name of the shop.</summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_callers_use_the_same_key
{
    private static readonly string Shop = ApiKey.Make();
    private static readonly string Kiosk = ApiKey.Make();

    private static readonly (string Name, string Value)[] Callers =
    [
        (ApiKey.Header, Shop),
        (ApiKey.Header, Kiosk),
        ("Authorization", $"Bearer {Credentials.Token(AccessRoles.OrdersSubmitter, subject: "shop")}"),
        ("Authorization", $"Bearer {Credentials.Token(AccessRoles.OrdersSubmitter, subject: "Shop")}"),
    ];

    private RunningService _service = null!;

    [SetUp]
    public async Task Start() => _service = await RunningService.StartAsync(
    [
        .. SettingsOf(0, "shop", Shop), .. SettingsOf(1, "kiosk", Kiosk),
        ("Sagas:Access:Jwt:SigningKey", Credentials.SigningKey),
        ("Sagas:Access:Jwt:Issuer", Credentials.Issuer),
        ("Sagas:Access:Jwt:Audience", Credentials.Audience),
    ]);

    [TearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public async Task Should_accept_an_order_of_each_and_answer_each_with_its_own_after_a_restart()
    {
        var first = new List<string>();
        foreach (var caller in Callers)
            first.Add(await AcceptedAsync(caller, "tok_visa", isReplayed: false));
        await _service.RestartAsync();

        var second = new List<string>();
        foreach (var caller in Callers)
            second.Add(await AcceptedAsync(caller, "tok_visa", isReplayed: true));

        second.ShouldBe(first);
        first.Distinct(StringComparer.Ordinal).Count().ShouldBe(Callers.Length);
        (await CountOrdersAsync()).ShouldBe(Callers.Length);
    }

    [Test]
    public async Task Should_refuse_another_order_to_whoever_has_used_the_key_and_to_nobody_else()
    {
        await AcceptedAsync(Callers[0], "tok_visa", isReplayed: false);

        await AcceptedAsync(Callers[1], "tok_declined", isReplayed: false);
        using var own = await PostAsync(Callers[0], "tok_declined");

        await own.ProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
        (await CountOrdersAsync()).ShouldBe(2);
    }

    [Test]
    public async Task Should_accept_one_order_of_each_however_many_requests_meet()
    {
        const int RequestsOfEach = 6;
        var requests = Enumerable.Repeat(Callers, RequestsOfEach).SelectMany(callers => callers);

        var answers = await Task.WhenAll(
            requests.Select(async caller => (caller, Answer: await ReadAsync(await PostAsync(caller, "tok_visa")))));

        foreach (var same in answers.GroupBy(answer => answer.caller, answer => answer.Answer))
            same.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        answers.Select(answer => answer.Answer).Distinct(StringComparer.Ordinal).Count().ShouldBe(Callers.Length);
        (await CountOrdersAsync()).ShouldBe(Callers.Length);
    }

    [Test]
    public async Task Should_know_a_caller_by_name_when_the_key_has_been_replaced()
    {
        var first = await AcceptedAsync(Callers[0], "tok_visa", isReplayed: false);
        var replaced = ApiKey.Make();
        await _service.RestartAsync([.. SettingsOf(0, "Shop", replaced)]);

        (await AcceptedAsync((ApiKey.Header, replaced), "tok_visa", isReplayed: true)).ShouldBe(first);
    }

    private static IEnumerable<(string Key, string Value)> SettingsOf(int place, string name, string key) =>
    [
        ($"Sagas:Access:ApiKeys:{place}:Name", name),
        ($"Sagas:Access:ApiKeys:{place}:Hash", ApiKey.Hash(key)),
        ($"Sagas:Access:ApiKeys:{place}:Roles", AccessRoles.OrdersSubmitter),
    ];

    private static async Task<string> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
            return await response.Content.ReadAsStringAsync();
        }
    }

    private async Task<string> AcceptedAsync((string, string) caller, string token, bool isReplayed)
    {
        var response = await PostAsync(caller, token);
        response.Headers.Contains("Idempotency-Replayed").ShouldBe(isReplayed);
        return await ReadAsync(response);
    }

    private async Task<HttpResponseMessage> PostAsync((string Name, string Value) caller, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/orders")
        {
            Content = new StringContent(RunningService.OrderOf(token), Encoding.UTF8, "application/json"),
            Headers = { { "Idempotency-Key", "checkout-4711" }, { caller.Name, caller.Value } },
        };
        return await _service.Http.SendAsync(request);
    }

    private Task<int> CountOrdersAsync() => _service.InDatabaseAsync(db => db.Set<OrderState>().CountAsync());
}
