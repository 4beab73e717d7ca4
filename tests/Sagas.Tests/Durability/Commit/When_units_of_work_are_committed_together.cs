using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Commit;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.World;

namespace Sagas.Tests.Durability.Commit;

[EveryBed]
internal class When_units_of_work_are_committed_together
{
    private DurableHost _host = null!;

    // Nothing runs on it: only what a test commits is stored.
    [SetUp]
    public async Task Start() =>
        _host = await DurableHost.StartAsync(configure: options => options.CommitConcurrency = 4, started: false);

    [TearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [Test]
    public async Task Should_store_all_of_them_in_one_transaction()
    {
        var units = Enumerable.Range(0, 5).Select(_ => UnitsOfParcels.NewUnit().WithParcel(_host, Guid.NewGuid(), 1)).ToArray();

        var group = await _host.CommitTogetherAsync(units);

        group.ShouldAllBe(
            waiting => waiting.Outcome == CommitOutcome.Committed && waiting.Failure == null && waiting.GroupSize == 5);
        foreach (var unit in units)
            (await _host.FindTracesAsync(unit)).ShouldBe((1, 1, 1));
    }

    [Test]
    public async Task Should_leave_out_a_duplicate()
    {
        var earlier = UnitsOfParcels.NewUnit();
        await _host.CommitTogetherAsync(earlier);
        var parcelId = Guid.NewGuid();
        var duplicate = UnitsOfParcels.NewUnit(earlier.Claim!.MessageId).WithParcel(_host, parcelId, 1);
        var (before, after) = (UnitsOfParcels.NewUnit(), UnitsOfParcels.NewUnit());

        var group = await _host.CommitTogetherAsync(before, duplicate, after);

        Outcomes(group).ShouldBe([CommitOutcome.Committed, CommitOutcome.Duplicate, CommitOutcome.Committed]);
        (await _host.FindTracesAsync(duplicate)).ShouldBe((1, 0, 0));
        (await _host.FindParcelAsync(parcelId)).ShouldBeNull();
        (await _host.FindTracesAsync(before)).ShouldBe((1, 1, 0));
        (await _host.FindTracesAsync(after)).ShouldBe((1, 1, 0));
    }

    [Test]
    public async Task Should_leave_out_a_conflict_and_its_claim()
    {
        var (parcelId, otherId) = (Guid.NewGuid(), Guid.NewGuid());
        await _host.CommitTogetherAsync(
            UnitsOfParcels.NewUnit().WithParcel(_host, parcelId, 1), UnitsOfParcels.NewUnit().WithParcel(_host, otherId, 1));
        var late = UnitsOfParcels.NewUnit().WithParcel(_host, parcelId, 3);
        var inserted = UnitsOfParcels.NewUnit().WithParcel(_host, otherId, 1);
        var good = UnitsOfParcels.NewUnit().WithParcel(_host, otherId, 2);

        var group = await _host.CommitTogetherAsync(late, good);
        var second = await _host.CommitTogetherAsync(inserted);

        Outcomes(group).ShouldBe([CommitOutcome.Conflict, CommitOutcome.Committed]);
        Outcomes(second).ShouldBe([CommitOutcome.Conflict]);
        (await _host.FindTracesAsync(late)).ShouldBe((0, 0, 0));
        (await _host.FindTracesAsync(good)).ShouldBe((1, 1, 1));
        (await _host.FindParcelAsync(parcelId))!.Version.ShouldBe(1);
        (await _host.FindParcelAsync(otherId))!.Version.ShouldBe(2);
    }

    [Test]
    public async Task Should_let_only_the_one_fail_that_is_to_blame()
    {
        var parcelId = Guid.NewGuid();
        await _host.CommitTogetherAsync(UnitsOfParcels.NewUnit().WithParcel(_host, parcelId, 1).WithStep(parcelId, 2));
        // A second step to the same version, which no saga would take.
        var bad = UnitsOfParcels.NewUnit().WithStep(parcelId, 2);
        var (earlierId, laterId) = (Guid.NewGuid(), Guid.NewGuid());
        var before = UnitsOfParcels.NewUnit().WithParcel(_host, earlierId, 1);
        var after = UnitsOfParcels.NewUnit().WithParcel(_host, laterId, 1);

        var group = await _host.CommitTogetherAsync(before, bad, after);

        group.Select(waiting => waiting.Failure is null).ShouldBe([true, false, true]);
        Outcomes(group).ShouldBe([CommitOutcome.Committed, CommitOutcome.Pending, CommitOutcome.Committed]);
        (await _host.FindTracesAsync(bad)).ShouldBe((0, 0, 1));
        (await _host.FindTracesAsync(before)).ShouldBe((1, 1, 1));
        (await _host.FindTracesAsync(after)).ShouldBe((1, 1, 1));
        (await _host.FindParcelAsync(earlierId)).ShouldNotBeNull();
        (await _host.FindParcelAsync(laterId)).ShouldNotBeNull();
    }

    // A saga that has ended and left no row had the same id.
    [Test]
    public async Task Should_find_a_conflict_where_the_first_step_of_a_saga_was_taken_before()
    {
        var parcelId = Guid.NewGuid();
        await _host.CommitTogetherAsync(UnitsOfParcels.NewUnit().WithStep(parcelId, 1));
        var again = UnitsOfParcels.NewUnit().WithParcel(_host, parcelId, 1);
        var otherId = Guid.NewGuid();
        var other = UnitsOfParcels.NewUnit().WithParcel(_host, otherId, 1);

        var group = await _host.CommitTogetherAsync(again, other);

        Outcomes(group).ShouldBe([CommitOutcome.Conflict, CommitOutcome.Committed]);
        (await _host.FindTracesAsync(again)).ShouldBe((0, 0, 1));
        (await _host.FindParcelAsync(parcelId)).ShouldBeNull();
        (await _host.FindTracesAsync(other)).ShouldBe((1, 1, 1));
    }

    [Test]
    public async Task Should_never_tell_that_a_unit_is_committed_which_nobody_has_tried_to_commit()
    {
        var untried = new WaitingUnit(UnitsOfParcels.NewUnit(), activity: null);

        untried.Finish();

        (await Should.ThrowAsync<InvalidOperationException>(untried.Finished)).Message
            .ShouldContain("without having been committed");
    }

    [Test]
    public async Task Should_save_what_their_contexts_track()
    {
        await using var first = _host.Services.CreateAsyncScope();
        await using var second = _host.Services.CreateAsyncScope();
        await using var third = _host.Services.CreateAsyncScope();
        var (parcelId, otherId) = (Guid.NewGuid(), Guid.NewGuid());
        var units = new[]
        {
            UnitsOfParcels.NewUnit().WithStamp(ContextOf(first), parcelId),
            UnitsOfParcels.NewUnit().WithStamp(ContextOf(second), parcelId),
            UnitsOfParcels.NewUnit().WithStamp(ContextOf(third), otherId),
        };

        var group = await _host.CommitTogetherAsync(units);

        // The first was saved twice: the conflict of the second took it back.
        Outcomes(group).ShouldBe([CommitOutcome.Committed, CommitOutcome.Conflict, CommitOutcome.Committed]);
        (await _host.InDatabaseAsync(db => db.Set<Stamp>().Select(stamp => stamp.ParcelId).ToListAsync()))
            .ShouldBe([parcelId, otherId], ignoreOrder: true);
        (await _host.FindTracesAsync(units[1])).ShouldBe((0, 0, 0));
    }

    [Test]
    public async Task Should_take_their_contexts_changes_for_saved()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var unit = new UnitOfWork().WithStamp(ContextOf(scope), Guid.NewGuid());

        await _host.Services.GetRequiredService<ICommitter>().CommitAsync(unit, CancellationToken.None);

        ContextOf(scope).ChangeTracker.HasChanges().ShouldBeFalse();
    }

    [Test]
    public async Task Should_not_be_about_the_same_saga_or_message()
    {
        var queue = Channel.CreateUnbounded<WaitingUnit>();
        var waiting = new WaitingUnits(queue.Reader, limit: 3);
        var (parcelId, messageId) = (Guid.NewGuid(), Guid.NewGuid());
        var units = new[]
        {
            UnitsOfParcels.NewUnit(messageId).WithParcel(_host, parcelId, 2),
            UnitsOfParcels.NewUnit().WithParcel(_host, parcelId, 2),
            UnitsOfParcels.NewUnit(messageId),
            UnitsOfParcels.NewUnit(),
            UnitsOfParcels.NewUnit(),
            UnitsOfParcels.NewUnit(),
        };
        foreach (var unit in units)
            await queue.Writer.WriteAsync(new WaitingUnit(unit, activity: null));
        queue.Writer.Complete();

        var groups = new List<int[]>();
        while (await waiting.WaitAsync())
            groups.Add([.. waiting.Take().Select(taken => Array.IndexOf(units, taken.Unit))]);

        groups.Count.ShouldBe(2);
        groups[0].ShouldBe([0, 3, 4]);
        groups[1].ShouldBe([1, 2, 5]);
    }

    [Test]
    public async Task Should_not_wait_for_each_other_in_a_circle()
    {
        var parcels = Enumerable.Range(0, 6).Select(_ => Guid.NewGuid()).ToArray();
        var committer = _host.Services.GetRequiredService<ICommitter>();
        for (var version = 1; version <= 10; version++)
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 24).Select(i =>
            {
                // Half of them go through the sagas in the other direction.
                var unit = UnitsOfParcels.NewUnit();
                for (var step = 0; step < 3; step++)
                    unit.WithParcel(_host, parcels[(i + (step * (i % 2 == 0 ? 1 : 5))) % parcels.Length], version);
                return Task.Run(() => committer.CommitAsync(unit, CancellationToken.None));
            }));
            outcomes.ShouldContain(CommitOutcome.Committed);
            foreach (var parcelId in parcels)
                await committer.CommitAsync(
                    UnitsOfParcels.NewUnit().WithParcel(_host, parcelId, version), CancellationToken.None);
        }

        (await _host.InDatabaseAsync(db => db.Set<ParcelState>().Select(parcel => parcel.Version).ToListAsync()))
            .ShouldAllBe(version => version == 10);
    }

    private static IEnumerable<CommitOutcome> Outcomes(IEnumerable<WaitingUnit> group) =>
        group.Select(waiting => waiting.Outcome);

    private static ParcelDbContext ContextOf(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<ParcelDbContext>();
}
