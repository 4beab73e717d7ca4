using System.Net;
using System.Security.Claims;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Sagas.Access.Callers;
using Sagas.Access.Settings;
using Sagas.Durability.Tables;
using Sagas.Tests.Access.World;
using Sagas.Tests.Harness;
using Sagas.Tests.Operations.World;

namespace Sagas.Tests.Access.Callers;

/// <summary>The audit tells who it was and how that is known: nobody passes for somebody else by their name.</summary>
internal class When_a_name_is_recorded
{
    private GuardedService _service = null!;

    [OneTimeSetUp]
    public void Start() => _service = new([.. Credentials.Settings, ("Sagas:Access:Jwt:NameClaim", "preferred_username")]);

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public async Task Should_tell_a_key() =>
        (await RecordedAsync(("X-Api-Key", Credentials.KeyOf(AccessRoles.OperationsOperator))))
            .ShouldBe($"{Credentials.NameOfKeyOf(AccessRoles.OperationsOperator)} (key)");

    [TestCase("""{"preferred_username":"Ada"}""", "Ada (token, https://login.example.com/)")]
    [TestCase("""{"preferred_username":"Ada (user)"}""", "Ada (user) (token, https://login.example.com/)")]
    [TestCase("""{"preferred_username":"Ada","sagas-source":"user"}""", "Ada (token, https://login.example.com/)")]
    [TestCase("""{"sub":"8c1f"}""", "8c1f (token, https://login.example.com/)")]
    [TestCase("""{"preferred_username":" ","sub":"8c1f"}""", "8c1f (token, https://login.example.com/)")]
    public async Task Should_tell_a_token(string claims, string recorded) =>
        (await RecordedAsync(("Authorization", $"Bearer {Token(claims)}"))).ShouldBe(recorded);

    [Test]
    public async Task Should_not_be_cut_before_it_tells_where_it_comes_from()
    {
        var recorded = await RecordedAsync(
            ("Authorization", $"Bearer {Token($$"""{"preferred_username":"{{new string('x', 500)}}"}""")}"));

        recorded.Length.ShouldBeLessThanOrEqualTo(AuditEntry.LongestActor);
        recorded.ShouldEndWith("x… (token, https://login.example.com/)");
    }

    [TestCase("{}")]
    [TestCase("""{"preferred_username":"","sub":" "}""")]
    public async Task Should_not_be_missing(string claims)
    {
        using var refused = await _service.GetAsync(
            GuardedService.ProbeOf(AccessPolicies.OperationsAct), ("Authorization", $"Bearer {Token(claims)}"));

        await refused.ProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Test]
    public void Should_not_change_how_the_rest_of_a_line_is_shown() =>
        Actor.IdentityOf(new ClaimsPrincipal(new ClaimsIdentity(
            [new(Actor.NameClaim, "ada\u202E\n"), new(Actor.SourceClaim, Actor.OfToken)], "test", Actor.NameClaim,
            Actor.RoleClaim)))
            .ShouldBe("ada\uFFFD\uFFFD (token)");

    private async Task<string> RecordedAsync((string Name, string Value) credentials)
    {
        var deadLetter = await _service.PlantAsync("discarded");
        using var visitor = _service.Visit();
        var form = await visitor.FormOnAsync($"/dead-letters/{deadLetter.DeadLetterId}", credentials);
        form["reason"] = "A duplicate";
        using var done = await visitor.SendAsync(
            HttpMethod.Post, $"/actions/dead-letters/{deadLetter.DeadLetterId}/discard", form, credentials);
        done.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var id = deadLetter.DeadLetterId.ToString();
        return await _service.InDatabaseAsync(
            db => db.Set<AuditEntry>().Where(entry => entry.SubjectId == id).Select(entry => entry.Actor).SingleAsync());
    }

    private static string Token(string claims)
    {
        var all = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, object>>(claims)!;
        all["roles"] = new[] { AccessRoles.OperationsOperator };
        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Credentials.Issuer,
            Audience = Credentials.Audience,
            IssuedAt = now,
            NotBefore = now.AddMinutes(-1),
            Expires = now.AddMinutes(5),
            Claims = all.ToDictionary(
                claim => claim.Key, claim => claim.Value is System.Text.Json.JsonElement text ? text.GetString()! : claim.Value,
                StringComparer.Ordinal),
            SigningCredentials = new(
                new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Credentials.SigningKey)), SecurityAlgorithms.HmacSha256),
        });
    }
}
