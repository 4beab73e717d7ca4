using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.Sagas;

/// <summary>
/// A saga's <c>Request</c>: it waits for the answer without holding anything, and hears of a failure like of any other.
/// </summary>
[EveryBed]
internal class When_a_saga_asks
{
    private DurableHost _host = null!;

    [SetUp]
    public async Task Start() => _host = await DurableHost.StartAsync();

    [TearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [Test]
    public async Task Should_hear_the_answer()
    {
        var parcelId = await AskAsync();

        await _host.UntilAsync(db => db.Set<PolicyState>().AnyAsync(policy => policy.Damage != null), "the answer");

        (await _host.FindPolicyAsync(parcelId))!.Damage.ShouldBe("none: it weighs 250 g");
        await _host.HistoryShouldHoldAsync<PolicyState>();
    }

    [Test]
    public async Task Should_hear_that_its_request_was_given_up()
    {
        _host.Weighing.DuringConsume = _ => throw new InvalidOperationException("The scales broke.");
        var parcelId = await AskAsync();

        await _host.UntilAsync(db => db.Set<PolicyState>().AnyAsync(policy => policy.Damage != null), "the fault");

        var policy = (await _host.FindPolicyAsync(parcelId))!;
        (policy.Damage, policy.Version).ShouldBe(("The scales broke.", 3));
        (await _host.InDatabaseAsync(db => db.Set<DeadLetter>().SingleAsync())).Reason.ShouldBe("The scales broke.");
        await _host.HistoryShouldHoldAsync<PolicyState>();
        await _host.UntilQuietAsync();
    }

    private async Task<Guid> AskAsync()
    {
        var parcelId = Guid.NewGuid();
        await _host.InsureAsync(parcelId, 100);
        await _host.Bus.Publish(new AskForWeight(parcelId));
        return parcelId;
    }
}
