using System.Net;
using Sagas.Access.Callers;
using Sagas.Access.Settings;
using Sagas.Tests.Access.World;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Access.Callers;

internal class When_a_program_calls
{
    private static readonly string Probe = GuardedService.ProbeOf(AccessPolicies.OrdersRead);

    private GuardedService _service = null!;

    [OneTimeSetUp]
    public void Start() => _service = new(Credentials.Settings);

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    private static IEnumerable<TestCaseData<string, string>> Wrong()
    {
        yield return Case("X-Api-Key", ApiKey.Make(), "a key of nobody");
        yield return Case("X-Api-Key", "", "an empty key");
        yield return Case("X-Api-Key", new string('x', 4_000), "a long key");
        yield return Case("X-Api-Key", ApiKey.Hash(Credentials.KeyOf(AccessRoles.OrdersReader)), "the hash in place of the key");
        yield return Case("Authorization", "Bearer nonsense", "no token at all");
        yield return Case(
            "Authorization", $"Bearer {Credentials.Token(AccessRoles.OrdersReader, signingKey: new string('x', 40))}",
            "signed by somebody else");
        yield return Case(
            "Authorization", $"Bearer {Credentials.Token(AccessRoles.OrdersReader, issuer: "https://evil.example.com/")}",
            "of another issuer");
        yield return Case(
            "Authorization", $"Bearer {Credentials.Token(AccessRoles.OrdersReader, audience: "shop")}", "for somebody else");
        yield return Case(
            "Authorization", $"Bearer {Credentials.Token(AccessRoles.OrdersReader, expiresInMinutes: -5)}", "expired");
        yield return Case(
            "Authorization", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJncmFjZSIsInJvbGVzIjpbIm9yZGVycy5yZWFkZXIiXX0.", "not signed");
        yield return Case(
            "Authorization", $"Basic {Convert.ToBase64String("Ada:correct horse battery staple"u8)}", "by another scheme");
    }

    [Test]
    public async Task Should_be_known_by_its_key()
    {
        using var answer = await _service.GetAsync(Probe, ("X-Api-Key", Credentials.KeyOf(AccessRoles.OrdersReader)));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldBe(Credentials.NameOfKeyOf(AccessRoles.OrdersReader));
    }

    [Test]
    public async Task Should_be_known_by_its_token()
    {
        using var answer = await _service.GetAsync(
            Probe, ("Authorization", $"Bearer {Credentials.Token(AccessRoles.OrdersReader)}"));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("grace");
    }

    [Test]
    public async Task Should_be_refused_what_its_token_does_not_allow()
    {
        using var answer = await _service.PostAsync(
            "/orders", ("Authorization", $"Bearer {Credentials.Token(AccessRoles.OrdersReader)}"));

        await answer.ProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    [TestCase("/orders")]
    [TestCase("/events")]
    [TestCase("/operations/probes/operations.read")]
    public async Task Should_be_told_how_to_say_who_it_is(string path)
    {
        using var answer = await _service.GetAsync(path);

        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
        answer.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme).ShouldBe(["ApiKey", "Bearer", "Form"]);
    }

    [TestCaseSource(nameof(Wrong))]
    public async Task Should_be_refused(string header, string value)
    {
        using var answer = await _service.GetAsync("/orders", (header, value));

        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Test]
    public async Task Should_be_told_that_its_token_is_not_valid()
    {
        using var answer = await _service.GetAsync("/orders", ("Authorization", "Bearer nonsense"));

        answer.Headers.WwwAuthenticate.Single(challenge => challenge.Scheme == "Bearer").Parameter!
            .ShouldContain("error=\"invalid_token\"");
    }

    [Test]
    public async Task Should_be_refused_with_two_keys()
    {
        var key = Credentials.KeyOf(AccessRoles.OrdersReader);
        using var answer = await _service.GetAsync("/orders", ("X-Api-Key", key), ("X-Api-Key", key));

        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Test]
    public async Task Should_leave_no_secret_in_the_log()
    {
        var token = Credentials.Token(AccessRoles.OrdersReader, audience: "shop");
        using (await _service.GetAsync("/orders", ("Authorization", $"Bearer {token}")))
        using (await _service.GetAsync("/orders", ("X-Api-Key", Credentials.KeyOf(AccessRoles.OperationsAdmin))))
        using (var visitor = _service.Visit())
        using (await visitor.SignInAsync(Credentials.UserName, Credentials.Password))
        using (await visitor.SignInAsync(Credentials.Password, "a wrong password"))
        {
            _service.Log.ShouldContain(line => line.Contains("Failed sign-in", StringComparison.Ordinal));
            foreach (var secret in Credentials.Secrets.Append(token).Append("a wrong password"))
                _service.Log.ShouldNotContain(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static TestCaseData<string, string> Case(string header, string value, string name) =>
        new TestCaseData<string, string>(header, value).SetArgDisplayNames(name);
}
