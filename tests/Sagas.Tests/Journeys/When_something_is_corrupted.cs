using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Orders;
using Sagas.Orders.Api;
using Sagas.Payments.Simulator;
using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Journeys;

/// <summary>The invariants would be worth nothing if they could not fail: every one of them notices what is planted.</summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class When_something_is_corrupted
{
    private RunningService _service = null!;
    private Guid _orderId;

    [OneTimeSetUp]
    public async Task Start() => _service = await RunningService.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [SetUp]
    public async Task Complete_an_order()
    {
        _orderId = await _service.SubmitAsync("tok_visa");
        await _service.UntilStateAsync(_orderId, OrderStatus.Completed);
        await _service.UntilQuietAsync();
        (await BreachesAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task Should_miss_an_order_that_is_gone()
    {
        await PlantAsync(db => Order(db).ExecuteDeleteAsync());
        await ShouldNoticeAsync("was accepted and is not there");
    }

    [Test]
    public async Task Should_know_every_state()
    {
        await PlantAsync(db => Order(db).ExecuteUpdateAsync(set => set.SetProperty(order => order.CurrentState, "Limbo")));
        await ShouldNoticeAsync("is neither over nor in progress, but 'Limbo'");
    }

    [Test]
    public async Task Should_see_an_order_that_has_not_ended()
    {
        await PlantAsync(db => Order(db).ExecuteUpdateAsync(set => set.SetProperty(order => order.CurrentState, "Compensating")));
        Invariants.UnfinishedOrders(await _service.InDatabaseAsync(db => Invariants.OrdersAsync(db, [_orderId])))
            .ShouldBe([$"{_orderId} has not ended; it is Compensating."]);
    }

    [Test]
    public async Task Should_see_a_second_charge()
    {
        await PlantAsync(async db =>
        {
            var charge = await Charge(db).AsNoTracking().SingleAsync();
            db.Add(new SimulatedCharge
            {
                PaymentId = Guid.NewGuid(),
                OrderId = _orderId,
                PaymentToken = charge.PaymentToken,
                Amount = charge.Amount,
                Currency = charge.Currency,
                State = SimulatedChargeState.Refunded,
            });
            return await db.SaveChangesAsync();
        });
        await ShouldNoticeAsync("was charged 2 times");
    }

    [Test]
    public async Task Should_see_a_completed_order_that_is_not_paid()
    {
        await PlantAsync(
            db => Charge(db).ExecuteUpdateAsync(set => set.SetProperty(charge => charge.State, SimulatedChargeState.Refunded)));
        await ShouldNoticeAsync("is completed, and 0 of 39.8 EUR is charged");
    }

    [Test]
    public async Task Should_see_a_wrong_amount()
    {
        await PlantAsync(db => Charge(db).ExecuteUpdateAsync(set => set.SetProperty(charge => charge.Amount, 39.81m)));
        await ShouldNoticeAsync("is completed, and 39.81 of 39.8 EUR is charged");
    }

    [TestCase("Cancelled")]
    [TestCase("Rejected")]
    public async Task Should_see_money_that_is_kept_for_a_dead_order(string state)
    {
        await PlantAsync(db => Order(db).ExecuteUpdateAsync(set => set.SetProperty(order => order.CurrentState, state)));
        await ShouldNoticeAsync($"is {state}, and its money is kept");
    }

    [Test]
    public async Task Should_see_a_field_that_no_step_has_changed()
    {
        await PlantAsync(db => Order(db).ExecuteUpdateAsync(set => set.SetProperty(order => order.Reason, "because")));
        await ShouldNoticeAsync("has reason \"because\", and its history folds to null");
    }

    [Test]
    public async Task Should_see_a_gap_in_the_versions()
    {
        await PlantAsync(db => Steps(db).Where(step => step.Version == 2).ExecuteDeleteAsync());
        await ShouldNoticeAsync(
            "is at version 3, and its history has the versions 1, 3", "its step 3 begins at AwaitingNotification");
    }

    [Test]
    public async Task Should_see_a_step_without_its_inbox_row()
    {
        await PlantAsync(async db =>
        {
            var messageId = await Steps(db).Where(step => step.Version == 2).Select(step => step.MessageId).SingleAsync();
            return await db.Set<InboxMessage>().Where(message => message.MessageId == messageId).ExecuteDeleteAsync();
        });
        await ShouldNoticeAsync("made step 2 by a message that the inbox does not know");
    }

    [Test]
    public async Task Should_see_two_steps_by_one_message()
    {
        await PlantAsync(async db =>
        {
            var messageId = await Steps(db).Where(step => step.Version == 2).Select(step => step.MessageId).SingleAsync();
            return await Steps(db).Where(step => step.Version == 3)
                .ExecuteUpdateAsync(set => set.SetProperty(step => step.MessageId, messageId));
        });
        await ShouldNoticeAsync("made 2 steps by message");
    }

    [Test]
    public async Task Should_see_a_timer_of_an_order_that_is_over()
    {
        await PlantAsync(db =>
        {
            db.Add(new OutboxMessage
            {
                OutboxId = Guid.NewGuid(),
                MessageId = Guid.NewGuid(),
                DestinationAddress = "queue:order-saga",
                MessageTypes = "urn:message:Planted",
                ContentType = "application/json",
                Headers = "{}",
                Body = "{}",
                SagaId = _orderId,
                CreatedAt = _service.Time.GetUtcNow(),
                DueAt = _service.Time.GetUtcNow().AddDays(1),
                VisibleAt = _service.Time.GetUtcNow().AddDays(1),
            });
            return db.SaveChangesAsync();
        });
        await ShouldNoticeAsync($"urn:message:Planted of {_orderId} is left in the outbox");
    }

    private Task<int> PlantAsync(Func<DbContext, Task<int>> work) => _service.InDatabaseAsync(work);

    private Task<IReadOnlyList<string>> BreachesAsync() =>
        _service.InDatabaseAsync(db => Invariants.BreachesAsync(db, [_orderId]));

    private async Task ShouldNoticeAsync(params string[] breaches)
    {
        var found = await BreachesAsync();
        foreach (var breach in breaches)
            found.ShouldContain(sentence => sentence.Contains(breach, StringComparison.Ordinal), string.Join('\n', found));
    }

    private IQueryable<OrderState> Order(DbContext db) => db.Set<OrderState>().Where(order => order.CorrelationId == _orderId);

    private IQueryable<SimulatedCharge> Charge(DbContext db) =>
        db.Set<SimulatedCharge>().Where(charge => charge.OrderId == _orderId);

    private IQueryable<SagaTransition> Steps(DbContext db) => db.Set<SagaTransition>().Where(step => step.SagaId == _orderId);
}
