using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Durability.Timers;

[EveryBed]
internal class When_a_timer_is_set
{
    private readonly ManualTimeProvider _time = new();
    private TestBed _bed = null!;
    private DurableHost _host = null!;
    private Guid _parcelId;

    [SetUp]
    public async Task Post_a_parcel()
    {
        _bed = await TestBeds.EmptyAsync();
        _host = await DurableHost.StartAsync(_bed, _time);
        _parcelId = Guid.NewGuid();
        await _host.Bus.Publish(new ParcelPosted(_parcelId, "1 Main Street"));
        await _host.UntilAsync(db => db.Set<ParcelState>().AnyAsync(), "the saga");
        await _host.UntilQuietAsync();
    }

    [TearDown]
    public async Task Stop()
    {
        await _host.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task Should_fire_when_it_is_due_and_not_before()
    {
        _time.Advance(ParcelStateMachine.LostAfter - TimeSpan.FromSeconds(5));
        (await _host.FindParcelAsync(_parcelId))!.CurrentState.ShouldBe("Travelling");

        _time.Advance(TimeSpan.FromSeconds(5));
        await _host.UntilAsync(db => db.Set<ParcelState>().AnyAsync(x => x.CurrentState == "Missing"), "the timer");
        await _host.UntilAsync(async db => !await db.Set<OutboxMessage>().AnyAsync(), "the timer to be removed");
    }

    [Test]
    public async Task Should_be_cancelled_in_the_transaction_that_makes_it_pointless()
    {
        await _host.Bus.Publish(new ParcelDelivered(_parcelId));
        await _host.UntilAsync(db => db.Set<ParcelState>().AnyAsync(x => x.CurrentState == "Arrived"), "the delivery");

        (await _host.InDatabaseAsync(db => db.Set<OutboxMessage>().CountAsync(x => x.DueAt != null))).ShouldBe(0);
        (await _host.FindParcelAsync(_parcelId))!.LostTokenId.ShouldBeNull();
    }

    [Test]
    public async Task Should_fire_in_the_next_process_if_this_one_ends()
    {
        await _host.DisposeAsync();
        _time.Advance(ParcelStateMachine.LostAfter);

        _host = await DurableHost.StartAsync(_bed, _time);

        await _host.UntilAsync(db => db.Set<ParcelState>().AnyAsync(x => x.CurrentState == "Missing"), "the timer");
    }

    [Test]
    public async Task Should_fire_once_however_long_it_takes_to_handle()
    {
        _time.Advance(ParcelStateMachine.LostAfter);
        await _host.UntilAsync(db => db.Set<ParcelState>().AnyAsync(x => x.CurrentState == "Missing"), "the timer");
        _time.Advance(TimeSpan.FromHours(3));
        await _host.UntilQuietAsync();

        (await _host.FindParcelAsync(_parcelId))!.Version.ShouldBe(2);
    }
}
