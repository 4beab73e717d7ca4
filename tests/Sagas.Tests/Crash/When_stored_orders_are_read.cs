using Microsoft.EntityFrameworkCore;
using Sagas.Contracts.Orders;
using Sagas.Durability.Tables;
using Sagas.Hosting.Database;
using Sagas.Orders;

namespace Sagas.Tests.Crash;

/// <summary>The audit reads with plain SQL what EF Core wrote; this is where a renamed column is noticed.</summary>
internal class When_stored_orders_are_read
{
    private static readonly Guid OrderId = Guid.CreateVersion7();
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private string _folder = "";
    private StoredWorld _world = null!;

    [OneTimeSetUp]
    public async Task Store()
    {
        _folder = Directory.CreateTempSubdirectory("sagas-audit-").FullName;
        var path = Path.Combine(_folder, "sagas.db");
        var options = new DbContextOptionsBuilder<SqliteSagasDbContext>().UseSqlite($"Data Source={path};Pooling=False").Options;
        await using var database = new SqliteSagasDbContext(options);
        await database.Database.EnsureCreatedAsync();
        database.AddRange(Order(), Transition(), DeadLetter());
        await database.SaveChangesAsync();

        _world = await StoredWorldReader.ReadAsync(path);
    }

    [OneTimeTearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Should_see_the_order() => _world.Orders.Single().ShouldSatisfyAllConditions(
        order => order.OrderId.ShouldBe(OrderId),
        order => order.State.ShouldBe("AwaitingPayment"),
        order => order.Version.ShouldBe(1));

    [Test]
    public void Should_fold_the_history_to_it() =>
        HistoryFold.Differences(_world.Orders.Single(), _world.Transitions).ShouldBeEmpty();

    [Test]
    public void Should_see_whose_message_died() =>
        _world.DeadLetters.ShouldBe([new StoredDeadLetter("process-payment", OrderId, "lost")]);

    [Test]
    public void Should_know_that_it_is_not_settled() => _world.IsSettled.ShouldBeFalse();

    private static OrderState Order() => new()
    {
        CorrelationId = OrderId,
        CurrentState = "AwaitingPayment",
        Version = 1,
        Total = 39.80m,
        Lines = [new OrderLine("BOOK-1", 2, 19.90m)],
        CustomerNotified = false,
        PaymentId = OrderId,
        SubmittedAt = At,
        UpdatedAt = At,
    };

    private static SagaTransition Transition() => new()
    {
        SagaType = "OrderState",
        SagaId = OrderId,
        Version = 1,
        Event = "OrderSubmitted",
        FromState = "Initial",
        ToState = "AwaitingPayment",
        At = At,
        Changes = $$"""
            {"currentState":"AwaitingPayment","version":1,"total":39.8,"customerNotified":false,"paymentId":"{{OrderId}}","reason":null,
             "lines":[{"sku":"BOOK-1","quantity":2,"unitPrice":19.9}],"submittedAt":"2026-01-02T03:04:05.678+00:00"}
            """,
        Messages = "[]",
    };

    private static DeadLetter DeadLetter() => new()
    {
        DeadLetterId = Guid.CreateVersion7(),
        Endpoint = "process-payment",
        MessageTypes = "",
        ContentType = "application/vnd.masstransit+json",
        Headers = "{}",
        Body = $$$"""{"messageId":"x","message":{"orderId":"{{{OrderId}}}"}}""",
        Reason = "lost",
        DeadAt = At,
    };
}
