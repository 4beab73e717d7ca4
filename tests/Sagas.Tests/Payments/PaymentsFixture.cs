using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Contracts;
using Sagas.Contracts.Payments;
using Sagas.Payments;
using Sagas.Payments.Gateways;
using Sagas.Tests.Harness;
using Sagas.Tests.Payments.Gateways;

namespace Sagas.Tests.Payments;

/// <summary>The payments room with a scripted gateway, and one order.</summary>
internal abstract class PaymentsFixture
{
    protected RoomHarness Room { get; private set; } = null!;

    protected ScriptedGateway Gateway { get; private set; } = null!;

    protected Guid OrderId { get; private set; }

    [SetUp]
    public async Task StartRoom()
    {
        OrderId = NewId.NextGuid();
        Gateway = new ScriptedGateway();
        Room = await RoomHarness.StartAsync(
            (services, configuration) => services.AddPayments(configuration),
            bus => bus.AddPayments(),
            services => services.AddSingleton<IPaymentGateway>(Gateway));
        await Arrange();
    }

    [TearDown]
    public async Task StopRoom()
    {
        Gateway.Release(); // a test that failed halfway must not leave the bus waiting
        await Room.DisposeAsync();
    }

    protected virtual Task Arrange() => Task.CompletedTask;

    protected Task<Exception?> ProcessAsync(decimal amount = 39.80m) =>
        Room.HandleAsync(Endpoints.ProcessPayment, new ProcessPayment(OrderId, amount, "EUR", "tok_test"));

    protected Task<Exception?> RefundAsync(string reason = "payment expired") =>
        Room.HandleAsync(Endpoints.RefundPayment, new RefundPayment(OrderId, reason));

    /// <summary>Lets a charge begin, and returns while the gateway still thinks about it.</summary>
    protected async Task<Task<Exception?>> ChargeInFlightAsync()
    {
        Gateway.Hold();
        var charging = ProcessAsync();
        await Gateway.ChargeArrivesAsync(RoomHarness.Deadline);
        return charging;
    }

    protected Task<Payment> StoredPaymentAsync() =>
        Room.ReadAsync(database => database.Set<Payment>().SingleAsync(x => x.OrderId == OrderId));

    protected PaymentCompleted TheCompletion() => Room.Published<PaymentCompleted>()[^1];

    protected PaymentRefunded TheRefund() => Room.Published<PaymentRefunded>()[^1];
}
