using MassTransit;
using MassTransit.Saga;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Contracts.Notifications;
using Sagas.Contracts.Orders;
using Sagas.Contracts.Payments;
using Sagas.Durability.Sagas;
using Sagas.Orders;
using Sagas.Payments.Simulator;
using Sagas.Tests.Durability.Databases.Fakes;

namespace Sagas.Tests.Durability.Databases.Texts;

/// <summary>What sagas and consumers ask and tell the database, with real messages on the bus.</summary>
internal static class ConsumerTexts
{
    public static async Task PayAsync(FakeService service)
    {
        await service.HandleAsync(new ProcessPayment(Guid.NewGuid(), 39.80m, "EUR", SimulatedTokens.Visa));
        await service.HandleAsync(new RefundPayment(Guid.NewGuid(), "Cancelled on request"));
        await service.InScopeAsync(scope =>
            scope.GetRequiredService<SimulatedPaymentGateway>().FindChargeAsync(Guid.NewGuid(), CancellationToken.None));
    }

    public static Task NotifyAsync(FakeService service) => service.HandleAsync(new SendNotification(
        Guid.NewGuid(), NotificationTemplate.OrderConfirmed, "c-42", "ada@example.com", "EUR", 39.80m, Reason: null));

    public static async Task ProcessAsync(FakeService service)
    {
        var now = service.Time.GetUtcNow();
        await service.HandleAsync(new OrderSubmitted(
            Guid.NewGuid(), "c-42", "ada@example.com", "EUR", [new OrderLine("BOOK-1", 2, 19.90m)], 39.80m,
            SimulatedTokens.Visa, now));

        var waiting = new OrderState
        {
            CorrelationId = Guid.NewGuid(),
            CurrentState = "AwaitingNotification",
            Currency = "EUR",
            Version = 2,
            NotificationTimeoutTokenId = Guid.NewGuid(),
        };
        await service.FindingAsync(waiting, () => service.HandleAsync(
            new NotificationSent(waiting.CorrelationId, NotificationTemplate.OrderConfirmed, "log", now)));
    }

    public static Task SearchSagasAsync(FakeService service) => service.InScopeAsync(async scope =>
    {
        await scope.GetRequiredService<ILoadSagaRepository<OrderState>>().Load(Guid.NewGuid());
        await scope.GetRequiredService<IQuerySagaRepository<OrderState>>().Find(
            new SagaQuery<OrderState>(order => order.CustomerId == "c-42" && order.CurrentState != "Completed"));
        await new EndedSagas(service.Database).LastVersionAsync(typeof(OrderState), Guid.NewGuid(), CancellationToken.None);
    });
}
