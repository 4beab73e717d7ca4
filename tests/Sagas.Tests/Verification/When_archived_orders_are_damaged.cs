using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Archive;
using Sagas.Durability.Tables;
using Sagas.Orders;
using Sagas.Payments.Simulator;

namespace Sagas.Tests.Verification;

/// <summary>Damage in the archive is found as it is elsewhere.</summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class When_archived_orders_are_damaged : ArchivedOrders
{
    private readonly Dictionary<Guid, ArchivedSaga> _whole = [];
    private Guid _completed;
    private Guid _cancelled;

    [OneTimeSetUp]
    public async Task Archive()
    {
        _completed = await CompletedAsync();
        _cancelled = await CancelledAsync();
        await ArchiveAsync(_completed);
        await ArchiveAsync(_cancelled);
        foreach (var orderId in new[] { _completed, _cancelled })
            _whole[orderId] = await Service.InDatabaseAsync(db => Archived(db, orderId).AsNoTracking().SingleAsync());
    }

    [TearDown]
    public async Task Repair()
    {
        await PlantAsync(db => db.Set<ArchivedSaga>().ExecuteDeleteAsync());
        await PlantAsync(async db =>
        {
            db.AddRange(_whole.Values);
            return await db.SaveChangesAsync();
        });
        await PlantAsync(db => db.Set<OrderState>().ExecuteDeleteAsync());
        await PlantAsync(db => db.Set<SagaTransition>().ExecuteDeleteAsync());
        await PlantAsync(
            db => Charge(db, _completed).ExecuteUpdateAsync(set => set.SetProperty(charge => charge.Amount, 39.80m)));
        await PlantAsync(db => Charge(db, _cancelled)
            .ExecuteUpdateAsync(set => set.SetProperty(charge => charge.State, SimulatedChargeState.Refunded)));
    }

    [Test]
    public async Task Should_find_nothing_where_there_is_none()
    {
        (await BreachesAsync(_completed)).ShouldBeEmpty();
        (await BreachesAsync(_cancelled)).ShouldBeEmpty();
    }

    [Test]
    public async Task Should_see_a_field_that_no_step_has_changed()
    {
        await DamageAsync(saga => saga["reason"] = "because");
        await ShouldBreakAsync(_completed, "I4", "is archived, and reason is \"because\", but its history folds to null");
    }

    [Test]
    public async Task Should_see_another_version_than_the_archive_says()
    {
        await PlantAsync(db => Archived(db, _completed).ExecuteUpdateAsync(set => set.SetProperty(saga => saga.Version, 7)));
        await ShouldBreakAsync(_completed, "I4", "it is archived at version 7, but is at version 3");
    }

    [Test]
    public async Task Should_miss_a_step()
    {
        var steps = JsonNode.Parse(_whole[_completed].History)!.AsArray();
        steps.RemoveAt(1);
        await PlantAsync(db =>
            Archived(db, _completed).ExecuteUpdateAsync(set => set.SetProperty(saga => saga.History, steps.ToJsonString())));
        await ShouldBreakAsync(_completed, "I4", "it is at version 3, but its history has the versions 1, 3");
    }

    [Test]
    public async Task Should_see_what_cannot_be_read()
    {
        await PlantAsync(db => Archived(db, _cancelled).ExecuteUpdateAsync(set => set.SetProperty(saga => saga.History, "{")));
        await ShouldBreakAsync(_cancelled, "I4", "is archived, and cannot be read");
    }

    [Test]
    public async Task Should_see_one_that_is_not_over()
    {
        await PlantAsync(db =>
            Archived(db, _completed).ExecuteUpdateAsync(set => set.SetProperty(saga => saga.CurrentState, "AwaitingPayment")));
        var breaches = await BreachesAsync(_completed);
        breaches.ShouldContain("I1: is archived, but is 'AwaitingPayment', which is not final");
        breaches.ShouldContain("I4: is archived, and it is archived as AwaitingPayment, but is Completed");
    }

    [Test]
    public async Task Should_see_one_that_is_still_where_it_was()
    {
        await PlantAsync(db =>
        {
            db.Add(new SagaArchive(db).SagaOf<OrderState>(_whole[_completed]));
            db.AddRange(new SagaArchive(db).HistoryOf(_whole[_completed]).Where(step => step.Version == 1));
            return db.SaveChangesAsync();
        });
        var breaches = await BreachesAsync(_completed);
        breaches.ShouldContain("I4: is archived, but is still where it was");
        breaches.ShouldContain("I4: is archived, but has left steps in the history");
    }

    [Test]
    public async Task Should_see_a_wrong_amount()
    {
        await PlantAsync(
            db => Charge(db, _completed).ExecuteUpdateAsync(set => set.SetProperty(charge => charge.Amount, 39.81m)));
        await ShouldBreakAsync(_completed, "I3", "is Completed for 39.8 EUR, but 39.81 EUR is kept");
    }

    [Test]
    public async Task Should_see_money_that_is_kept_for_a_dead_order()
    {
        await PlantAsync(db => Charge(db, _cancelled)
            .ExecuteUpdateAsync(set => set.SetProperty(charge => charge.State, SimulatedChargeState.Charged)));
        await ShouldBreakAsync(_cancelled, "I3", "is Cancelled, but its money is kept: ch_");
    }

    [Test]
    public async Task Should_miss_one_that_was_charged()
    {
        await PlantAsync(db => Archived(db, _completed).ExecuteDeleteAsync());
        await ShouldBreakAsync(_completed, "I3", "but there is no such order");
    }

    private Task<int> DamageAsync(Action<JsonObject> damage)
    {
        var saga = JsonNode.Parse(_whole[_completed].Saga)!.AsObject();
        damage(saga);
        return PlantAsync(
            db => Archived(db, _completed).ExecuteUpdateAsync(set => set.SetProperty(row => row.Saga, saga.ToJsonString())));
    }
}
