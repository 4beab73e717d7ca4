using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Contracts.Notifications;
using Sagas.Contracts.Orders;
using Sagas.Contracts.Payments;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Registry;
using Sagas.Orders;
using Sagas.Tests.Operations.World;
using Sagas.Tests.Orders.Api;

namespace Sagas.Tests.Operations.DeadLetters;

/// <summary>Whatever has failed, and whatever has become of its order: people and queries are told the same.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal sealed class Letters_that_are_pointless
{
    private const string Saga = "order-saga:OrderState";
    private const string Payments = "process-payment:ProcessPaymentConsumer";

    private ApiFixture _api = null!;

    [OneTimeSetUp]
    public void Start() => _api = new ApiFixture();

    [OneTimeTearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [TestCase("Completed", typeof(ProcessPayment), Payments, true)]
    [TestCase("Cancelled", typeof(ProcessPayment), Payments, true)]
    [TestCase("Compensating", typeof(ProcessPayment), Payments, false)]
    [TestCase("AwaitingPayment", typeof(ProcessPayment), Payments, false)]
    // A customer is told and money is paid back, whatever has become of the order.
    [TestCase("Completed", typeof(SendNotification), "send-notification:SendNotificationConsumer", false)]
    [TestCase("Cancelled", typeof(RefundPayment), "refund-payment:RefundPaymentConsumer", false)]
    // What the order itself ignores in its state, and what it does not.
    [TestCase("Completed", typeof(CancelOrder), Saga, true)]
    [TestCase("AwaitingPayment", typeof(CancelOrder), Saga, false)]
    [TestCase("AwaitingNotification", typeof(PaymentDeclined), Saga, true)]
    // Money is never kept for a dead order, and another sum is refused.
    [TestCase("Cancelled", typeof(PaymentCompleted), Saga, false)]
    [TestCase("Completed", typeof(PaymentCompleted), Saga, false)]
    [TestCase("AwaitingPayment", typeof(PaymentExpired), Saga, false)]
    [TestCase("Completed", typeof(PaymentExpired), Saga, true)]
    [TestCase("NeedsAttention", typeof(Fault<RefundPayment>), Saga, false)]
    [TestCase("AwaitingPayment", typeof(NotificationSent), Saga, true)]
    // Nobody knows what these are about.
    [TestCase("Completed", null, null, false)]
    [TestCase("Completed", typeof(ProcessPayment), null, false)]
    public async Task Should_be_told_alike(string state, Type? message, string? consumer, bool isPointless)
    {
        var orderId = await _api.SubmitAsync();
        await _api.MoveAsync(orderId, "Planted", state);
        var letter = await _api.InDatabaseAsync(db => db.PlantAsync(
            PlantedDeadLetters.New("planted", _api.Time.GetUtcNow(), orderId) with
            {
                ConsumerId = consumer,
                MessageTypes = message is null
                    ? ""
                    : $"{MessageUrn.ForTypeString(message)};urn:message:Other",
            }));

        (await FindAsync(orderId, pointless: true)).ShouldBe(isPointless ? [letter.DeadLetterId] : []);
        (await FindAsync(orderId, pointless: false)).ShouldBe(isPointless ? [] : [letter.DeadLetterId]);
        Rules.Is(letter, _api.Services.GetRequiredService<SagaRegistry>().Find(nameof(OrderState))!, state).ShouldBe(isPointless);
    }

    private PointlessDeadLetters Rules => _api.Services.GetRequiredService<PointlessDeadLetters>();

    private async Task<IReadOnlyList<Guid>> FindAsync(Guid orderId, bool pointless)
    {
        var filter = new DeadLetterQuery { SagaId = orderId, IsPointless = pointless, Pointless = Rules };
        var page = await _api.InDatabaseAsync(
            db => new DeadLetterReader(db).ReadAsync(filter, after: null, limit: 10, CancellationToken.None));
        return [.. page.Items.Select(deadLetter => deadLetter.DeadLetterId)];
    }
}
