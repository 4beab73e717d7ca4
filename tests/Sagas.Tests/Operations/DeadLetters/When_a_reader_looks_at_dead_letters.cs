using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Access.Settings;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Tables;
using Sagas.Tests.Access.World;
using Sagas.Tests.Operations.World;

namespace Sagas.Tests.Operations.DeadLetters;

/// <summary>Who may only look sees no secrets and no forms, and changes nothing.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class When_a_reader_looks_at_dead_letters
{
    private GuardedService _service = null!;
    private DeadLetter _deadLetter = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _service = new(Credentials.Settings);
        _deadLetter = await InScopeAsync(services =>
            services.GetRequiredService<DbContext>().PlantAsync(PlantedDeadLetters.New("looked-at", _service.Time.GetUtcNow())));
    }

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public async Task Should_see_masks()
    {
        foreach (var path in (string[])["/dead-letters", $"/dead-letters/{_deadLetter.DeadLetterId}"])
        {
            (await PageAsync(path, AccessRoles.OperationsReader)).ShouldNotContain(PlantedDeadLetters.Email, customMessage: path);
            (await PageAsync(path, AccessRoles.OperationsOperator)).ShouldContain(PlantedDeadLetters.Email, customMessage: path);
        }

        (await PageAsync($"/dead-letters/{_deadLetter.DeadLetterId}", AccessRoles.OperationsReader))
            .ShouldContain("a***@example.com");
    }

    [Test]
    public async Task Should_see_masks_in_the_audit()
    {
        var discarded = await InScopeAsync(async services =>
        {
            var deadLetter = await services.GetRequiredService<DbContext>()
                .PlantAsync(PlantedDeadLetters.New("removed", _service.Time.GetUtcNow()));
            await services.GetRequiredService<DeadLetterService>()
                .DiscardAsync(deadLetter.DeadLetterId, new("Ada", "A duplicate"), default);
            return deadLetter;
        });

        foreach (var path in (string[])["/audit", $"/dead-letters/{discarded.DeadLetterId}"])
        {
            var page = await PageAsync(path, AccessRoles.OperationsReader);
            page.ShouldContain("“A duplicate”");
            page.ShouldContain("a***@example.com");
            page.ShouldNotContain(PlantedDeadLetters.Email);
            (await PageAsync(path, AccessRoles.OperationsOperator)).ShouldContain(PlantedDeadLetters.Email);
        }
    }

    [Test]
    public async Task Should_see_no_forms()
    {
        foreach (var path in (string[])["/dead-letters", $"/dead-letters/{_deadLetter.DeadLetterId}"])
        {
            (await PageAsync(path, AccessRoles.OperationsReader)).ShouldNotContain("\"./actions/", customMessage: path);
            (await PageAsync(path, AccessRoles.OperationsAdmin)).ShouldContain("\"./actions/", customMessage: path);
        }
    }

    [TestCase("dead-letters/{0}/retry")]
    [TestCase("dead-letters/{0}/check")]
    [TestCase("dead-letters/{0}/edit")]
    [TestCase("dead-letters/{0}/discard")]
    [TestCase("retry-jobs")]
    [TestCase("retry-jobs/{0}/pause")]
    [TestCase("retry-jobs/{0}/resume")]
    [TestCase("retry-jobs/{0}/cancel")]
    public async Task Should_change_nothing(string action)
    {
        using var visitor = _service.Visit();
        var form = await visitor.FormAsync();
        (form["reason"], form["body"]) = ("Why not", "{}");
        using var answer = await visitor.SendAsync(
            HttpMethod.Post, "/actions/" + action.Replace("{0}", $"{_deadLetter.DeadLetterId}", StringComparison.Ordinal), form,
            ("X-Api-Key", Credentials.KeyOf(AccessRoles.OperationsReader)));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await InScopeAsync(services => services.GetRequiredService<DbContext>().Set<DeadLetter>()
            .AnyAsync(deadLetter => deadLetter.DeadLetterId == _deadLetter.DeadLetterId)))
            .ShouldBeTrue();
    }

    private async Task<string> PageAsync(string path, string role)
    {
        using var visitor = _service.Visit();
        using var answer = await visitor.SendAsync(
            HttpMethod.Get, path, null, ("Accept", "text/html"), ("X-Api-Key", Credentials.KeyOf(role)));
        return await answer.PageAsync(HttpStatusCode.OK);
    }

    private async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = _service.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }
}
