using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Messages;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Fuzz;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Sagas;

/// <summary>A saga has ended and left no row, only its history, and another one begins with its id.</summary>
[EveryBed]
internal class When_an_id_is_used_again
{
    private DurableHost _host = null!;

    [SetUp]
    public async Task Start() => _host = await DurableHost.StartAsync();

    [TearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [Test]
    public async Task Should_go_on_with_the_versions_and_begin_with_a_blank_saga()
    {
        var parcelId = Guid.NewGuid();
        await _host.InsureAsync(parcelId, 100);
        await _host.TellPolicyAsync(new ParcelDamaged(parcelId, "a corner"), policy => policy.Damage == "a corner");
        await _host.EndPolicyAsync(parcelId);

        await _host.InsureAsync(parcelId, 200);

        var steps = await _host.StepsAsync<PolicyState>(parcelId);
        steps.Select(step => (step.Version, step.FromState, step.ToState, step.BeginsAgain)).ShouldBe(
        [
            (1, "Initial", "Covered", false), (2, "Covered", "Covered", false), (3, "Covered", "Final", false),
            (4, "Initial", "Covered", true),
        ]);
        var policy = (await _host.FindPolicyAsync(parcelId))!;
        (policy.Version, policy.Amount, policy.Damage).ShouldBe((4, 200, null));
        await _host.HistoryShouldHoldAsync<PolicyState>();
        (await _host.InDatabaseAsync(db => db.Set<DeadLetter>().AnyAsync())).ShouldBeFalse();
    }

    // Subscribers put the events of a saga in order by this header.
    [Test]
    public async Task Should_send_no_version_twice()
    {
        var parcelId = Guid.NewGuid();
        await _host.InsureAsync(parcelId, 100);
        await _host.EndPolicyAsync(parcelId);
        await _host.InsureAsync(parcelId, 200);
        await Eventually.BecomesTrueAsync(() => _host.Inspected.Seen.Count == 2, "the events");

        _host.Inspected.Seen.OfType<ConsumeContext<ParcelRegistered>>().OrderBy(seen => seen.Message.Step)
            .Select(seen => seen.Headers.Get<string>(TransportHeaders.SagaVersion)).ShouldBe(["1", "3"]);
    }

    [Test]
    public async Task Should_begin_once_when_several_messages_begin_it()
    {
        var parcelId = Guid.NewGuid();
        await _host.InsureAsync(parcelId, 100);
        await _host.EndPolicyAsync(parcelId);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            _host.DeliverAsync("PolicyState", new InsureParcel(parcelId, i), Guid.NewGuid())));
        await _host.UntilAsync(async db => await db.Set<InboxMessage>().CountAsync() == 10, "all messages");

        (await _host.FindPolicyAsync(parcelId))!.Version.ShouldBe(3);
        await _host.HistoryShouldHoldAsync<PolicyState>();
    }

    [Test]
    public async Task Should_begin_although_a_message_is_handled_again_only_once([Values(1, 2)] int limit)
    {
        await using var host = await DurableHost.StartAsync(configure: options => options.ConflictLimit = limit);
        var parcelId = Guid.NewGuid();
        await host.InsureAsync(parcelId, 100);
        await host.EndPolicyAsync(parcelId);

        await host.InsureAsync(parcelId, 200);

        (await host.FindPolicyAsync(parcelId))!.Version.ShouldBe(3);
    }

    [Test]
    public async Task Should_keep_every_history_whole_whatever_happens_in_which_order([Values(1, 7, 42)] int seed)
    {
        var chance = new Chance(seed);
        Guid[] parcels = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        for (var count = 1; count <= 60; count++)
        {
            var parcelId = chance.Of(parcels);
            object message = chance.Number(2) switch
            {
                0 => new InsureParcel(parcelId, count),
                1 => new ParcelDamaged(parcelId, $"damage {count}"),
                _ => new PolicyEnded(parcelId),
            };
            // Without a policy there is nothing to damage or to end.
            if (message is InsureParcel || await _host.FindPolicyAsync(parcelId) is not null)
                await _host.HandleAsync(message);
        }

        await _host.HistoryShouldHoldAsync<PolicyState>();
        foreach (var parcelId in parcels)
        {
            var steps = await _host.StepsAsync<PolicyState>(parcelId);
            steps.Select(step => step.Version).ShouldBe(Enumerable.Range(1, steps.Count));
            steps.Where(step => step.BeginsAgain).Select(step => step.Version).ShouldBe(
                steps.Where(step => step.ToState == "Final" && step != steps[^1]).Select(step => step.Version + 1));
        }
    }
}
