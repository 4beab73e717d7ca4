using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Orders;
using Sagas.Orders.Api;
using Sagas.Payments.Simulator;
using Sagas.Tests.Journeys.World;
using Sagas.Verification;

namespace Sagas.Tests.Verification;

/// <summary>The running service, in whose database tests plant damage, each to an order of its own.</summary>
internal abstract class DamagedService
{
    private const string Planted = "queue:planted";

    protected RunningService Service { get; private set; } = null!;

    protected virtual IReadOnlyList<(string Key, string Value)> Settings => [];

    [OneTimeSetUp]
    public async Task Start() => Service = await RunningService.StartAsync([.. Settings]);

    [OneTimeTearDown]
    public async Task Stop() => await Service.DisposeAsync();

    // While they are there, the service is not quiet.
    [TearDown]
    public Task Remove_planted_messages() =>
        PlantAsync(db => db.Set<OutboxMessage>().Where(row => row.DestinationAddress == Planted).ExecuteDeleteAsync());

    protected async Task<Guid> CompletedAsync()
    {
        var orderId = await Service.SubmitAsync("tok_visa");
        await Service.UntilStateAsync(orderId, OrderStatus.Completed);
        await Service.UntilQuietAsync();
        return orderId;
    }

    protected async Task<Guid> CancelledAsync()
    {
        var customer = $"c-{Guid.NewGuid():N}";
        var orderId = await Service.SubmitPaidAsync("tok_visa", customer);
        await Service.CancelAsync(orderId, "changed my mind");
        // Before that, what the customer is told could overtake it on a broker.
        await Service.UntilStateAsync(orderId, OrderStatus.Cancelled);
        Service.Notifications.OpenForAll();
        await Service.UntilQuietAsync();
        return orderId;
    }

    /// <summary>An order that was accepted and whose submission waits in the outbox for a day.</summary>
    /// <returns>The order, and the id of the message.</returns>
    protected async Task<(Guid OrderId, Guid MessageId)> SubmittedAsync()
    {
        var (orderId, messageId, now) = (Guid.CreateVersion7(), Guid.NewGuid(), Service.Time.GetUtcNow());
        await PlantAsync(db =>
        {
            db.Add(new OrderState
            {
                CorrelationId = orderId,
                CustomerId = "c-1",
                Currency = "EUR",
                SubmittedAt = now.AddMinutes(-5),
                UpdatedAt = now,
            });
            db.Add(Message(messageId, "urn:message:Sagas.Contracts.Orders:OrderSubmitted", now, now.AddDays(1),
                JsonSerializer.Serialize(new { message = new { orderId } })));
            return db.SaveChangesAsync();
        });
        return (orderId, messageId);
    }

    protected static OutboxMessage Message(
        Guid messageId, string type, DateTimeOffset createdAt, DateTimeOffset visibleAt, string body, Guid? sagaId = null) =>
        new()
        {
            OutboxId = Guid.NewGuid(),
            MessageId = messageId,
            DestinationAddress = Planted,
            MessageTypes = type,
            ContentType = "application/json",
            Headers = "{}",
            Body = body,
            SagaId = sagaId,
            CreatedAt = createdAt,
            VisibleAt = visibleAt,
        };

    protected Task<int> PlantAsync(Func<DbContext, Task<int>> work) => Service.InDatabaseAsync(work);

    /// <summary>The invariants that the order breaks, and how.</summary>
    protected async Task<IReadOnlyList<string>> BreachesAsync(Guid orderId, VerificationOptions? options = null)
    {
        var result = await Service.VerifyAsync(options ?? new VerificationOptions { Grace = TimeSpan.Zero });
        return
        [
            .. from invariant in result.Invariants
               from offence in invariant.Violations
               where $"{offence}".Contains($"{orderId}", StringComparison.Ordinal)
               select $"{invariant.Name}: {offence.What}",
        ];
    }

    protected async Task ShouldBreakAsync(Guid orderId, string invariant, string how, VerificationOptions? options = null)
    {
        var breaches = await BreachesAsync(orderId, options);
        breaches.Count.ShouldBe(1, string.Join('\n', breaches));
        breaches[0].ShouldStartWith($"{invariant}: ");
        breaches[0].ShouldContain(how);
    }

    protected static IQueryable<OrderState> Order(DbContext db, Guid orderId) =>
        db.Set<OrderState>().Where(order => order.CorrelationId == orderId);

    protected static IQueryable<SimulatedCharge> Charge(DbContext db, Guid orderId) =>
        db.Set<SimulatedCharge>().Where(charge => charge.OrderId == orderId);

    protected static IQueryable<SagaTransition> Steps(DbContext db, Guid orderId) =>
        db.Set<SagaTransition>().Where(step => step.SagaId == orderId);
}
