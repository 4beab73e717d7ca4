using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Contracts.Payments;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Tables;
using Sagas.Operations.Alerts;
using Sagas.Orders;
using Sagas.Tests.Access.World;
using MessageUrn = MassTransit.MessageUrn;

namespace Sagas.Tests.Operations.World;

/// <summary>
/// An order whose secrets are in every table that says anything about it: in its own fields, in the reasons that people and
/// gateways have worded, in its messages, and in what operators have done.
/// </summary>
internal sealed class PlantedSecrets(DateTimeOffset now)
{
    // None of them looks like an address or a token, so that only who knows the message can hide them.
    public const string Token = "plum-cobalt-77";
    public const string EditedToken = "fig-umber-1234";
    public const string Card = "4929123456781234";
    public const string Name = "Grace Brewster Hopper";
    public const string Email = "grace@hopper.example";

    /// <summary>What is masked besides e-mail addresses and payment tokens.</summary>
    public static readonly (string Key, string Value)[] Settings =
    [
        ("Sagas:Operations:MaskedProperties:0", "cardNumber"), ("Sagas:Operations:MaskedProperties:1", "fullName"),
    ];

    public static readonly IReadOnlyList<string> All = [Token, EditedToken, Card, Name, Email];

    public static readonly IReadOnlyList<string> OfOrder = [Token, Email];

    private const string Words = $"{Name} ({Email}) paid with {Token}, {EditedToken} and {Card} in vain";

    private static readonly string Body = JsonSerializer.Serialize(new
    {
        message = new
        {
            email = Email,
            paymentToken = Token,
            fullName = Name,
            cardNumber = 4929123456781234,
            inner = JsonSerializer.Serialize(new { paymentToken = EditedToken }),
            note = Words,
        },
    });

    public Guid OrderId { get; } = Guid.CreateVersion7(now);

    public Guid MessageId { get; } = Guid.CreateVersion7(now);

    public Guid TimerToken { get; } = Guid.CreateVersion7(now);

    public Guid RetryJobId { get; } = Guid.CreateVersion7(now);

    public List<Guid> DeadLetters { get; } = [];

    public async Task PlantAsync(GuardedService service)
    {
        await service.InDatabaseAsync(db =>
        {
            db.Add(new OrderState
            {
                CorrelationId = OrderId,
                CurrentState = nameof(OrderStateMachine.NeedsAttention),
                Version = 1,
                CustomerId = "c-42",
                Email = Email,
                Currency = "EUR",
                PaymentToken = Token,
                Reason = Words,
                PaymentTimeoutTokenId = TimerToken,
                SubmittedAt = now,
                UpdatedAt = now,
                StateEnteredAt = now,
            });
            db.AddRange(Step(), Timer(), Kept(), Job());
            db.AddRange(Alert(now, version: 1), Alert(closedAt: null, version: 2));
            db.Add(Alert(closedAt: null, version: 3, isNoticed: true));
            db.AddRange(JobEntries());
            return db.SaveChangesAsync();
        });
        await PlantDeadLettersAsync(service);
    }

    private async Task PlantDeadLettersAsync(GuardedService service)
    {
        await using var scope = service.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<DeadLetterService>();
        foreach (var sagaId in new Guid?[] { OrderId, null })
        {
            foreach (var deal in new Func<Guid, Task>[]
            {
                _ => Task.CompletedTask,
                id => desk.RetryAsync(id, edit: null, new("Ada", Words), default),
                id => desk.RetryAsync(
                    id, new(Body.Replace(Token, EditedToken, StringComparison.Ordinal)), new("Ada", Words), default),
                id => desk.DiscardAsync(id, new("Ada", Words), default),
            })
            {
                var deadLetter = await service.InDatabaseAsync(db => db.PlantAsync(DeadLetter(sagaId)));
                DeadLetters.Add(deadLetter.DeadLetterId);
                await deal(deadLetter.DeadLetterId);
            }
        }
    }

    private DeadLetter DeadLetter(Guid? sagaId) => new()
    {
        DeadLetterId = Guid.CreateVersion7(now),
        MessageId = Guid.CreateVersion7(now),
        MessageTypes = MessageUrn.ForTypeString<ProcessPayment>(),
        Endpoint = "process-payment",
        SagaId = sagaId,
        ContentType = "application/vnd.masstransit+json",
        Headers = JsonSerializer.Serialize(new { Note = Words, fullName = Name }),
        Body = Body,
        Reason = Words,
        ExceptionType = "Sagas.GatewayException",
        ExceptionDetail = $"Sagas.GatewayException: {Words}\n   at {Words}",
        Attempts = 3,
        DeadAt = now,
    };

    private SagaTransition Step() => new()
    {
        SagaType = nameof(OrderState),
        SagaId = OrderId,
        Version = 1,
        Event = "OrderSubmitted",
        FromState = SagaTransition.InitialState,
        ToState = nameof(OrderStateMachine.NeedsAttention),
        At = now,
        MessageId = MessageId,
        Changes = JsonSerializer.Serialize(new { email = Email, paymentToken = Token, reason = Words }),
        Messages = "[]",
    };

    private OutboxMessage Timer() => new()
    {
        OutboxId = Guid.CreateVersion7(now),
        MessageId = Guid.CreateVersion7(now),
        DestinationAddress = "exchange:order-saga",
        MessageTypes = "urn:message:Sagas.Contracts.Orders:PaymentExpired",
        ContentType = "application/json",
        Headers = "{}",
        Body = Body,
        SagaId = OrderId,
        TokenId = TimerToken,
        CreatedAt = now,
        DueAt = now.AddDays(1),
        VisibleAt = now.AddDays(1),
    };

    private JournaledMessage Kept() => new()
    {
        OutboxId = Guid.CreateVersion7(now),
        MessageId = MessageId,
        DestinationAddress = "exchange:order-saga",
        MessageTypes = "urn:message:Sagas.Contracts.Orders:OrderSubmitted",
        ContentType = "application/json",
        Headers = JsonSerializer.Serialize(new { Note = Words }),
        Body = Body,
        CreatedAt = now,
        LeftAt = now,
    };

    private RetryJob Job() => new()
    {
        RetryJobId = RetryJobId,
        State = RetryJobState.Completed,
        Actor = "Ada",
        Reason = Words,
        Filter = JsonSerializer.Serialize(new { endpoint = "process-payment", text = Name }),
        Total = 1,
        StartedAt = now,
        EndedAt = now,
    };

    private SagaAlert Alert(DateTimeOffset? closedAt, int version, bool isNoticed = false) => new()
    {
        AlertId = Guid.CreateVersion7(now),
        SagaType = nameof(OrderState),
        SagaId = OrderId,
        SagaVersion = version,
        State = nameof(OrderStateMachine.NeedsAttention),
        Since = now,
        OpenedAt = now,
        ClosedAt = closedAt,
        AcknowledgedBy = "Ada",
        AcknowledgedAt = isNoticed ? now : null,
        Note = Words,
    };

    private IEnumerable<AuditEntry> JobEntries()
    {
        var time = TimeProvider.System;
        var by = new AuditedBy("Ada", Words);
        yield return AuditEntry.New(
            time, by, AuditActions.JobStarted, (AuditActions.Job, $"{RetryJobId}"), after: new { Filter = new { Text = Name } });
        yield return AuditEntry.New(
            time, by, AuditActions.DeadLetterRetried, (AuditActions.DeadLetter, $"{Guid.NewGuid()}"),
            before: new { Reason = Words, MessageId }, after: new { RetryJobId });
        yield return AuditEntry.New(
            time, by, AuditActions.DeadLetterRetried, (AuditActions.DeadLetter, $"{Guid.NewGuid()}"),
            before: new { Reason = Words, MessageId = Guid.NewGuid() });
        yield return AuditEntry.New(
            time, by, AuditActions.TimerMoved, (AuditActions.Timer, $"{TimerToken}"), OrderId, before: new { Note = Words });
        yield return AuditEntry.New(time, by, "saga.cancel", ("saga", $"{OrderId}"), OrderId);
        yield return AuditEntry.New(time, by, "saga.cancel", ("saga", $"{Guid.Empty}"), Guid.NewGuid());
        yield return AuditEntry.New(time, by, "alert.acknowledge", ("alert", $"{Guid.NewGuid()}"), OrderId);
    }
}
