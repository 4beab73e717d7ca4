using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Audit;
using Sagas.Durability.DeadLetters.Jobs;
using Sagas.Durability.DeadLetters.Jobs.Running;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Paging;
using Sagas.Durability.Registry;
using Sagas.Durability.Tables;
using Sagas.Tests.Durability.Databases.Fakes;

namespace Sagas.Tests.Durability.Databases.Texts;

/// <summary>What operators ask and tell the database about dead letters, jobs and the audit.</summary>
internal static class DeadLetterTexts
{
    private static readonly Guid Id = Guid.Parse("0198a2f0-0000-7000-8000-000000000001");
    private static readonly PagePosition Place = new(DateTimeOffset.UnixEpoch, Id);
    private static readonly AuditedBy Ada = new("ada", "It is back");

    private static readonly DeadLetter Letter = new()
    {
        DeadLetterId = Id,
        MessageId = Id,
        MessageTypes = "",
        Endpoint = "order-saga",
        ContentType = "application/json",
        Headers = "{}",
        Body = "{}",
        Reason = "",
    };

    private static readonly DeadLetter Retried = Letter with
    {
        IsBeingRetried = true,
        RetriedAt = DateTimeOffset.UnixEpoch,
        RetriedBy = "ada",
        RetriedMessageId = Id,
    };

    private static readonly ArchivedSaga Archived = new()
    {
        SagaId = Id,
        SagaType = "OrderState",
        CurrentState = "Completed",
        Saga = "{}",
        History = $$"""[{"conversationId":"{{Id}}"}]""",
        Rows = "{}",
    };

    private static readonly RetryJob Job = new()
    {
        RetryJobId = Id,
        Actor = "ada",
        Filter = "{}",
        StopAfter = 1,
        PerSecond = null,
        IsOpen = true,
    };

    private static readonly DeadLetterQuery[] Filters =
    [
        new(),
        new() { Endpoint = "order-saga", Text = "gateway" },
        new()
        {
            DeadLetterIds = [Id, Guid.Empty],
            Endpoint = "order-saga",
            ExceptionType = "System.Exception",
            MessageType = "CancelOrder",
            SagaId = Id,
            ConversationId = Id,
            From = DateTimeOffset.UnixEpoch,
            To = DateTimeOffset.UnixEpoch.AddDays(1),
            Text = "50%_[x]",
        },
    ];

    public static Task LookAsync(FakeService service) => service.InScopeAsync(async scope =>
    {
        var deadLetters = scope.GetRequiredService<DeadLetterReader>();
        await deadLetters.FindAsync(Id, CancellationToken.None);
        foreach (var filter in Filters)
        {
            await deadLetters.ReadAsync(filter, after: null, limit: 50, CancellationToken.None);
            await deadLetters.ReadAsync(filter, Place, limit: 50, CancellationToken.None);
            await deadLetters.GroupsAsync(filter, CancellationToken.None);
            foreach (var state in Enum.GetValues<DeadLetterState>())
                await deadLetters.ReadAsync(filter with { State = state }, Place, limit: 50, CancellationToken.None);
        }

        await service.FindingAsync(
            Archived,
            () => deadLetters.ReadAsync(new DeadLetterQuery { SagaId = Id }, after: null, limit: 50, CancellationToken.None));
    });

    public static Task DealAsync(FakeService service) => service.FindingAsync(Letter, async () =>
    {
        var desk = service.Services.GetRequiredService<DeadLetterService>();
        (await desk.RetryAsync(Id, edit: null, Ada, CancellationToken.None)).Status.ShouldBe(DeadLetterStatus.Done);
        (await desk.DiscardAsync(Id, Ada, CancellationToken.None)).Status.ShouldBe(DeadLetterStatus.Done);
    });

    public static async Task RetryManyAsync(FakeService service)
    {
        var jobs = service.Services.GetRequiredService<RetryJobService>();
        var worthwhile = new DeadLetterQuery
        {
            IsPointless = false,
            Pointless = service.Services.GetRequiredService<PointlessDeadLetters>(),
        };
        foreach (var filter in Filters.Append(worthwhile))
            await jobs.StartAsync(new RetryJobPlan(filter) { Limit = 10 }, Ada, CancellationToken.None);
        await service.FindingAsync(Job, () => jobs.PauseAsync(Id, Ada, CancellationToken.None));
        await service.InScopeAsync(
            scope => scope.GetRequiredService<RetryJobReader>().ReadAsync(Place, limit: 50, CancellationToken.None));
        await service.InScopeAsync(
            scope => scope.GetRequiredService<RetryJobReader>().FindAsync([Id, Guid.Empty], CancellationToken.None));
        await service.InScopeAsync(
            scope => scope.GetRequiredService<RetryJobReader>().QueuesAsync(Id, CancellationToken.None));

        var leases = service.Services.GetRequiredService<RetryJobLeases>();
        await service.InDatabaseAsync(db => leases.FindAsync(db, CancellationToken.None));
        await service.InDatabaseAsync(db => leases.TryTakeAsync(db, Id, CancellationToken.None));
        await leases.EndAsync(CancellationToken.None);
        await WorkAsync(service);
    }

    public static Task AuditAsync(FakeService service) => service.InScopeAsync(async scope =>
    {
        var audit = scope.GetRequiredService<AuditTrail>();
        await audit.FindAsync(Id, CancellationToken.None);
        var filters = new AuditQuery[]
        {
            new(),
            new() { Text = "gateway" },
            new() { Text = "gateway", LeavesOutSecrets = true },
            new() { RetryJobId = Id },
            new() { Actor = "ada", FoldsJobs = true },
            new()
            {
                Actor = "ada",
                Action = "dead-letter.retry",
                SubjectKind = "dead-letter",
                SubjectId = "1",
                SagaId = Id,
                From = DateTimeOffset.UnixEpoch,
                To = DateTimeOffset.UnixEpoch.AddDays(1),
                Text = "50%_[x]",
            },
        };
        foreach (var filter in filters)
        {
            await audit.ReadAsync(filter, after: null, limit: 50, CancellationToken.None);
            await audit.ReadAsync(filter, Place, limit: 50, CancellationToken.None);
        }
    });

    // A job is found, with a letter in each state; then one without any.
    private static async Task WorkAsync(FakeService service)
    {
        var round = service.Services.GetRequiredService<RetryJobRound>();
        var item = new RetryJobItem
        {
            RetryJobId = Id,
            DeadLetterId = Id,
            Endpoint = "order-saga",
            MessageId = Id,
            SentAt = DateTimeOffset.UnixEpoch,
        };
        var outcomes = service.Services.GetRequiredService<RetryOutcomes>();
        await service.InDatabaseAsync(db => service.FindingAsync(
            item, () => outcomes.SettleAsync(db, Id, service.Time.GetUtcNow(), CancellationToken.None)));
        await service.InDatabaseAsync(db => service.FindingAsync(Retried, () => outcomes.SettleSingleOnesAsync(
            db, service.Time.GetUtcNow(), CancellationToken.None)));
        var sender = service.Services.GetRequiredService<RetryJobSender>();
        foreach (var (only, held) in (IEnumerable<(string?, string[])>)[(null, []), (null, ["paused", "other"]), ("tried", [])])
            await service.InDatabaseAsync(db => service.FindingAsync(
                Letter, () => sender.SendSomeAsync(db, Job, count: 2, only, held, CancellationToken.None)));
        await service.InDatabaseAsync(db => RetryJobSender.NoteGoneAsync(db, Id, [Id], CancellationToken.None));
        await service.InDatabaseAsync(db => sender.MaySendAsync(db, Id, CancellationToken.None));
        await service.FindingAsync(
            Job, () => round.WorkAsync(Id, new RetryRate(perSecond: null, service.Time.GetUtcNow()), CancellationToken.None));
        await service.InDatabaseAsync(db => round.CloseAsync(db, Job, CancellationToken.None));
        await service.InDatabaseAsync(db => round.CloseAsync(
            db, new RetryJob { RetryJobId = Id, Actor = "ada", Filter = "{}", State = RetryJobState.Paused },
            CancellationToken.None));
    }
}
