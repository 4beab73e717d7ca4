using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sagas.Durability.Archive;
using Sagas.Durability.Commit;
using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Hosting.Database;
using Sagas.Notifications;
using Sagas.Orders;
using Sagas.Tests.Durability.Databases.Fakes;
using Sagas.Tests.Durability.Databases.Texts;

namespace Sagas.Tests.Durability.Databases;

/// <summary>
/// On SQL Server, a batch is a series of calls, and a deadlock takes the transaction away from those that follow. Each call of
/// everybody who writes in batches is the victim once, on a server that goes on after it and on one that does not.
/// </summary>
internal class When_a_deadlock_ends_a_transaction
{
    private FakeService _service = null!;

    private static IEnumerable<string> Writers => ["group", "archive", "retry job"];

    [OneTimeSetUp]
    public async Task Start() => _service = await FakeService.StartAsync(DatabaseKind.SqlServer);

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public async Task Should_write_all_or_nothing(
        [ValueSource(nameof(Writers))] string writer, [Values] bool goesOn)
    {
        var undisturbed = await RunAsync(writer, new DeadlockingServer(victim: 0, goesOn));
        undisturbed.Committed.ShouldNotBeEmpty();

        for (var victim = 1; victim <= undisturbed.Calls; victim++)
        {
            var server = await RunAsync(writer, new DeadlockingServer(victim, goesOn));
            server.Calls.ShouldBeGreaterThanOrEqualTo(victim);
            server.Stray.ShouldBeEmpty($"Call {victim} of {undisturbed.Calls} was the victim.");
        }
    }

    // Otherwise the test above would prove nothing.
    [TestCaseSource(nameof(Writers))]
    public async Task Should_have_something_to_stop(string writer)
    {
        var undisturbed = await RunAsync(writer, new DeadlockingServer(victim: 0, goesOn: true));
        var stray = new List<string>();
        for (var victim = 1; victim <= undisturbed.Calls; victim++)
            stray.AddRange((await RunAsync(
                writer, new DeadlockingServer(victim, goesOn: true) { HearsTheGuard = false })).Stray);

        stray.ShouldNotBeEmpty();
        stray.ShouldAllBe(text => TSql.ErrorsOf(text).Count == 0);
    }

    private async Task<DeadlockingServer> RunAsync(string writer, DeadlockingServer server)
    {
        _service.Recorder.Server = server;
        try
        {
            await (writer switch
            {
                "group" => CommitAsync(server),
                "archive" => ArchiveAsync(server),
                _ => StartJobAsync(server),
            });
        }
        finally
        {
            _service.Recorder.Server = null;
        }

        return server;
    }

    // After the deadlock the units are written again, one by one.
    private Task CommitAsync(DeadlockingServer server) => _service.InDatabaseAsync(async db =>
    {
        var group = Enumerable.Range(0, 3).Select(number => new WaitingUnit(NewUnit(number), activity: null)).ToList();
        db.Add(new NotificationRecord { OrderId = Guid.NewGuid(), Channel = "log" });
        group[1].Unit.Participants.Add(db);

        await _service.Services.GetRequiredService<GroupTransaction>().CommitAsync(group, CancellationToken.None);

        if (server.HearsTheGuard)
            group.ShouldAllBe(waiting => waiting.Outcome == CommitOutcome.Committed);
    });

    private Task ArchiveAsync(DeadlockingServer server) => ArchiveTexts.FindingOrderAsync(_service, orderId =>
    {
        var plan = _service.Services.GetRequiredService<IOptions<DurabilityOptions>>().Value.ArchivePlans()[typeof(OrderState)];
        return OrFailAsync(
            () => new ArchiveBatch(_service.Database, _service.Time)
                .MoveAsync(plan, [orderId], _service.Time.GetUtcNow(), CancellationToken.None),
            server);
    });

    private Task StartJobAsync(DeadlockingServer server) => OrFailAsync(
        () => _service.Services.GetRequiredService<RetryJobService>().StartAsync(
            new RetryJobPlan(new DeadLetterQuery()) { Limit = 10 }, new AuditedBy("ada", "It is back"), CancellationToken.None),
        server);

    private static async Task OrFailAsync(Func<Task> write, DeadlockingServer server)
    {
        try
        {
            await write();
        }
        catch (Exception exception) when (exception is System.Data.Common.DbException or InvalidOperationException)
        {
            server.Committed.ShouldBeEmpty(exception.Message);
        }
    }

    private UnitOfWork NewUnit(int number)
    {
        var table = _service.Database.Table(typeof(OrderState));
        var saga = new OrderState { CorrelationId = Guid.NewGuid(), Version = 1 };
        var claim = new InboxMessage { MessageId = Guid.NewGuid(), ConsumerId = "order-saga:OrderState" };
        var unit = new UnitOfWork { Claim = claim };
        unit.Sagas.Add(new SagaWrite((SagaWriteKind)number, table, saga, saga.CorrelationId, ExpectedVersion: 0));
        unit.Transitions.Add(new SagaTransition
        {
            SagaType = nameof(OrderState),
            SagaId = saga.CorrelationId,
            Version = number + 1,
            Event = "OrderSubmitted",
            FromState = "Initial",
            ToState = "AwaitingPayment",
            Changes = "{}",
            Messages = "[]",
        });
        unit.Outgoing.Add(new OutboxMessage
        {
            OutboxId = Guid.NewGuid(),
            MessageId = Guid.NewGuid(),
            DestinationAddress = "loopback://localhost/nobody",
            MessageTypes = "",
            ContentType = "",
            Headers = "{}",
            Body = "",
        });
        unit.CancelledTimers.Add(Guid.NewGuid());
        unit.DeliveredMessages.Add(Guid.NewGuid());
        unit.ExpiredMessages.Add(Guid.NewGuid());
        unit.DeadLetters.Add(new DeadLetter
        {
            DeadLetterId = Guid.NewGuid(),
            MessageTypes = "",
            Endpoint = "order-saga",
            ContentType = "text/plain",
            Headers = "{}",
            Body = "",
            Reason = "Nobody takes it.",
        });
        return unit;
    }
}
