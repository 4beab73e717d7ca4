using Microsoft.EntityFrameworkCore;
using Sagas.Contracts;
using Sagas.Contracts.Notifications;
using Sagas.Contracts.Orders;
using Sagas.Contracts.Payments;
using Sagas.Durability.Tables;
using Sagas.Notifications;
using Sagas.Payments;
using Sagas.Payments.Simulator;

namespace Sagas.Tests.Verification;

/// <summary>
/// A message may come later than all others. It changes nothing, charges nobody, and is not lost without a word.
/// </summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class When_messages_come_after_the_archive : ArchivedOrders
{
    private Guid _orderId;

    [OneTimeSetUp]
    public async Task Archive() => _orderId = await ArchiveAsync(await CancelledAsync());

    [TearDown]
    public async Task Should_have_changed_nothing()
    {
        await PlantAsync(db => db.Set<DeadLetter>().ExecuteDeleteAsync());
        (await Service.InDatabaseAsync(db => Order(db, _orderId).CountAsync())).ShouldBe(0);
        (await Service.InDatabaseAsync(db => db.Set<Payment>().CountAsync())).ShouldBe(0);
        (await Service.InDatabaseAsync(db => db.Set<NotificationRecord>().CountAsync())).ShouldBe(0);
        (await Service.InDatabaseAsync(db => Charge(db, _orderId).SingleAsync())).State.ShouldBe(SimulatedChargeState.Refunded);
        (await Service.VerifyAsync(new() { Grace = TimeSpan.Zero })).Invariants.SelectMany(invariant => invariant.Violations)
            .ShouldBeEmpty();
    }

    // Money must go back, which somebody has to see to: what came is there, and says for which order.
    [Test]
    public Task Should_give_up_a_payment_as_of_an_unknown_order() => ShouldBeGivenUpAsync(
        () => Service.PublishAsync(
            new PaymentCompleted(_orderId, Guid.NewGuid(), "ch_late", 39.80m, "EUR", Service.Time.GetUtcNow())),
        Endpoints.OrderSaga, "An existing saga instance was not found");

    [Test]
    public Task Should_give_up_a_second_submission_and_not_begin_anew() => ShouldBeGivenUpAsync(
        () => Service.PublishAsync(new OrderSubmitted(
            _orderId, "c-42", "ada@example.com", "EUR", [new OrderLine("BOOK-1", 2, 19.90m)], 39.80m, "tok_visa",
            Service.Time.GetUtcNow())),
        Endpoints.OrderSaga, $"OrderState {_orderId} ended Cancelled at ");

    [Test]
    public Task Should_give_up_a_refund_and_not_claim_that_nothing_was_charged() => ShouldBeGivenUpAsync(
        () => Service.SendAsync(new RefundPayment(_orderId, "late"), Endpoints.RefundPayment),
        Endpoints.RefundPayment, $"OrderState {_orderId} ended Cancelled at ");

    [Test]
    public async Task Should_not_charge_again()
    {
        await Service.SendAsync(new ProcessPayment(_orderId, 39.80m, "EUR", "tok_visa"), Endpoints.ProcessPayment);
        await Service.UntilQuietAsync();
        (await Service.InDatabaseAsync(db => db.Set<DeadLetter>().CountAsync())).ShouldBe(0);
    }

    [Test]
    public async Task Should_not_tell_again()
    {
        var command = new SendNotification(
            _orderId, NotificationTemplate.OrderCancelled, "c-42", "ada@example.com", "EUR", 39.80m, "late");
        await Service.SendAsync(command, Endpoints.SendNotification);
        await Service.UntilQuietAsync();
        (await Service.InDatabaseAsync(db => db.Set<DeadLetter>().CountAsync())).ShouldBe(0);
    }

    private async Task ShouldBeGivenUpAsync(Func<Task> send, string endpoint, string reason)
    {
        await send();
        await Service.LetTimePassAsync();

        var deadLetters = await Service.InDatabaseAsync(db => db.Set<DeadLetter>().AsNoTracking().ToListAsync());
        deadLetters.ShouldContain(deadLetter => deadLetter.Endpoint == endpoint
            && deadLetter.Reason.Contains(reason, StringComparison.Ordinal)
            && deadLetter.Body.Contains($"{_orderId}", StringComparison.Ordinal),
            string.Join('\n', deadLetters.Select(deadLetter => deadLetter.Reason)));
    }
}
