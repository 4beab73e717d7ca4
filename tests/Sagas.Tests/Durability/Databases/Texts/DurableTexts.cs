using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sagas.Durability.Commit;
using Sagas.Durability.Gauges;
using Sagas.Durability.Outbox;
using Sagas.Durability.Receive;
using Sagas.Durability.Retention;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Durability.Timers;
using Sagas.Notifications;
using Sagas.Operations.Alerts;
using Sagas.Orders;
using Sagas.Tests.Durability.Databases.Fakes;

namespace Sagas.Tests.Durability.Databases.Texts;

/// <summary>What the durable layer tells the database.</summary>
internal static class DurableTexts
{
    /// <summary>
    /// Units of work with nothing, one and many of everything; many means more than a command may have parameters.
    /// </summary>
    public static Task CommitAsync(FakeService service) => CommitAsync(service, participants: true);

    public static async Task CommitAsync(FakeService service, bool participants)
    {
        var table = service.Database.Table(typeof(OrderState));
        foreach (var count in new[] { 0, 1, 3, 2_500 })
        {
            await service.InDatabaseAsync(async db =>
            {
                var unit = new UnitOfWork
                {
                    Claim = new InboxMessage { MessageId = Guid.NewGuid(), ConsumerId = "order-saga:OrderState" },
                };
                unit.Sagas.AddRange(Many(count, i => new SagaWrite(
                    (SagaWriteKind)(i % 3), table, new OrderState { CorrelationId = Guid.NewGuid() }, Guid.NewGuid(), 1)));
                unit.Transitions.AddRange(Many(count, NewTransition));
                unit.Outgoing.AddRange(Many(count, NewMessage));
                unit.CancelledTimers.AddRange(Many(count, _ => Guid.NewGuid()));
                unit.DeliveredMessages.AddRange(Many(count, _ => Guid.NewGuid()));
                unit.ExpiredMessages.AddRange(Many(count, _ => Guid.NewGuid()));
                unit.DeadLetters.AddRange(Many(count, NewDeadLetter));
                db.AddRange(Many(Math.Min(count, 3), i => new NotificationRecord { OrderId = Guid.NewGuid(), Channel = "log" }));
                if (participants)
                    unit.Participants.Add(db);

                var outcome = await service.Services.GetRequiredService<ICommitter>().CommitAsync(unit, CancellationToken.None);
                outcome.ShouldBe(CommitOutcome.Committed);
            });
        }
    }

    /// <summary>The start takes over what a process left, and the first search finds a row that is due.</summary>
    public static async Task SweepAsync(FakeService service)
    {
        var due = NewMessage(0);
        await service.FindingAsync(due, () => ApiTexts.UntilItHasSpokenAsync(
            service, service.Services.GetRequiredService<OutboxPoller>(), TimeSpan.Zero, ClaimWord(service)));
    }

    /// <summary>How much waits is asked before an order is taken.</summary>
    public static Task CountBacklogAsync(FakeService service) =>
        service.Services.GetRequiredService<OutboxBacklog>().CountAsync(100_000, CancellationToken.None);

    /// <summary>A process stops before it has sent everything.</summary>
    public static Task EndLeasesAsync(FakeService service) =>
        service.Services.GetRequiredService<OutboxLeases>().EndAsync(Many(150, _ => Guid.NewGuid()), CancellationToken.None);

    /// <summary>Somebody fires a timer, and moves another with and without a time to live.</summary>
    public static async Task ChangeTimersAsync(FakeService service)
    {
        var (desk, now) = (service.Services.GetRequiredService<TimerService>(), service.Time.GetUtcNow());
        foreach (var expiresAt in new[] { (DateTimeOffset?)null, now.AddHours(2) })
        {
            var row = NewTimer(now.AddHours(1), expiresAt);
            var timer = new TimerOfSaga(row.OutboxId, row.SagaId!.Value, [row.TokenId!.Value]);
            await service.FindingAsync(row, async () =>
            {
                (await desk.LetFireAsync(timer, new AuditedBy("ada", "Why not"), CancellationToken.None)).Status
                    .ShouldBe(TimerStatus.Done);
                (await desk.MoveAsync(timer, now.AddHours(3), new AuditedBy("ada", "Why not"), CancellationToken.None)).Status
                    .ShouldBe(TimerStatus.Done);
            });
        }
    }

    /// <summary>A delivery was counted before, and did not come to an end because its process stopped.</summary>
    public static async Task CountDeliveriesAsync(FakeService service)
    {
        var claim = new InboxMessage { MessageId = Guid.NewGuid(), ConsumerId = "order-saga#crash0.1" };
        var deliveries = new DeliveryCounter(new DurableEndpoint(service.Services, new Uri("loopback://localhost/order-saga")));
        await deliveries.ClaimsOnAsync(claim.MessageId, CancellationToken.None);
        var unit = new UnitOfWork();
        unit.Forgotten.Add(claim);
        await service.Services.GetRequiredService<ICommitter>().CommitAsync(unit, CancellationToken.None);
    }

    public static Task CleanUpAsync(FakeService service)
    {
        var cleanup = service.Services.GetServices<IHostedService>().OfType<InboxCleanup>().Single();
        return ApiTexts.UntilItHasSpokenAsync(
            service, cleanup, service.Services.GetRequiredService<IOptions<DurabilityOptions>>().Value.InboxCleanupInterval,
            "DELETE");
    }

    public static Task ForgetAsync(FakeService service)
    {
        var cleanup = service.Services.GetServices<IHostedService>().OfType<JournalCleanup>().Single();
        return ApiTexts.UntilItHasSpokenAsync(
            service, cleanup, service.Services.GetRequiredService<IOptions<DurabilityOptions>>().Value.InboxCleanupInterval,
            "DELETE");
    }

    /// <summary>What is told about the tables to whoever watches the service.</summary>
    public static Task SampleAsync(FakeService service) => service.InDatabaseAsync(async db =>
    {
        var all = service.Services.GetServices<ISampledGauges>().ToList();
        all.Select(gauges => gauges.GetType().Name).ShouldBe(
            typeof(ISampledGauges).Assembly.GetTypes().Concat(typeof(AlertGauges).Assembly.GetTypes())
                .Where(type => type.IsClass && type.IsAssignableTo(typeof(ISampledGauges))).Select(type => type.Name),
            ignoreOrder: true);
        foreach (var gauges in all)
            await gauges.SampleAsync(db, service.Time.GetUtcNow(), CancellationToken.None);
    });

    // The word that only the claim has.
    private static string ClaimWord(FakeService service) => service.Database.Dialect.SingleWriter ? "RETURNING *" : "due";

    private static IEnumerable<T> Many<T>(int count, Func<int, T> make) => Enumerable.Range(0, count).Select(make);

    private static OutboxMessage NewMessage(int ordinal) => new()
    {
        OutboxId = Guid.NewGuid(),
        Ordinal = ordinal,
        MessageId = Guid.NewGuid(),
        DestinationAddress = "loopback://localhost/order-saga",
        MessageTypes = "urn:message:Sagas.Contracts.Orders:OrderSubmitted",
        ContentType = "application/vnd.masstransit+json",
        Headers = "{}",
        Body = "{}",
        DueAt = ordinal % 2 == 0 ? null : DateTimeOffset.UnixEpoch,
    };

    private static OutboxMessage NewTimer(DateTimeOffset dueAt, DateTimeOffset? expiresAt) => new()
    {
        OutboxId = Guid.NewGuid(),
        MessageId = Guid.NewGuid(),
        DestinationAddress = "loopback://localhost/order-saga",
        MessageTypes = "urn:message:Sagas.Contracts.Orders:PaymentExpired",
        ContentType = "application/vnd.masstransit+json",
        Headers = "{}",
        Body = "{}",
        SagaId = Guid.NewGuid(),
        TokenId = Guid.NewGuid(),
        DueAt = dueAt,
        VisibleAt = dueAt,
        ExpiresAt = expiresAt,
    };

    private static SagaTransition NewTransition(int version) => new()
    {
        SagaType = nameof(OrderState),
        SagaId = Guid.NewGuid(),
        Version = version,
        Event = "OrderSubmitted",
        FromState = "Initial",
        ToState = "AwaitingPayment",
        Changes = "{}",
        Messages = "[]",
    };

    private static DeadLetter NewDeadLetter(int number) => new()
    {
        DeadLetterId = Guid.NewGuid(),
        MessageTypes = "",
        Endpoint = "order-saga",
        ContentType = "text/plain",
        Headers = "{}",
        Body = "",
        Reason = "Nobody takes it.",
        Attempts = number,
    };
}
