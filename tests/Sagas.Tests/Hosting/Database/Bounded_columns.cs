using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Sagas.Contracts.Notifications;
using Sagas.Contracts.Orders;
using Sagas.Contracts.Payments;
using Sagas.Durability.Messages;
using Sagas.Durability.Receive;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Hosting.Database;
using Sagas.Hosting.Migrations;
using Sagas.Hosting.Startup;
using Sagas.Notifications;
using Sagas.Operations.Alerts;
using Sagas.Operations.Instances;
using Sagas.Operations.Minutes;
using Sagas.Orders;
using Sagas.Orders.Api.Idempotency;
using Sagas.Payments;
using Sagas.Payments.Gateways;
using Sagas.Payments.Simulator;
using Sagas.Tests.Rules;
using Sagas.Web.Problems;

namespace Sagas.Tests.Hosting.Database;

/// <summary>
/// SQLite keeps texts of any length and amounts of any precision; a server refuses the ones and rounds the others. So every
/// column with a limit is in this list, with what keeps to it. Who adds a column adds what can reach it.
/// </summary>
internal class Bounded_columns
{
    private const string Longest = "the longest values that there are";

    private static readonly Dictionary<string, Func<IProperty, bool>> Kept = new(StringComparer.Ordinal)
    {
        // Refused at the door, by the rules of messages and requests.
        ["Orders.CustomerId"] = RefusedAs<OrderSubmitted>("$.customerId"),
        ["Orders.Email"] = RefusedAs<OrderSubmitted>("$.email"),
        ["Orders.Currency"] = RefusedAs<OrderSubmitted>("$.currency"),
        ["Orders.Total"] = RefusedAs<OrderSubmitted>("$.total"),
        ["Orders.PaymentToken"] = RefusedAs<OrderSubmitted>("$.paymentToken"),
        ["Payments.Amount"] = RefusedAs<ProcessPayment>("$.amount"),
        ["Payments.Currency"] = RefusedAs<ProcessPayment>("$.currency"),
        ["Payments.PaymentToken"] = RefusedAs<ProcessPayment>("$.paymentToken"),
        ["Payments.ChargeId"] = column => Refused(
            () => new ChargeAnswer(TooLong(column), "charged", 1, "EUR").ToCharge()),
        ["SimulatedCharges.PaymentToken"] = RefusedAs<ProcessPayment>("$.paymentToken"),
        ["SimulatedCharges.Amount"] = column => Fits(2m * Sagas.Rules.ContractLimits.Total + 0.9999m, column),
        ["SimulatedCharges.Currency"] = RefusedAs<ProcessPayment>("$.currency"),
        ["IdempotencyKeys.Key"] = column =>
        {
            var errors = new FieldErrors();
            IdempotencyHeader.Check(TooLong(column), errors);
            return errors.Any;
        },

        // Cut with a mark: what says why something happened, in words of others.
        ["Orders.Reason"] = Cut((text, _) => OrderReasons.Bounded(text)),
        ["Payments.Reason"] = Cut((text, _) =>
        {
            var payment = Payment.Fence(new RefundPayment(Guid.NewGuid(), text), DateTimeOffset.UnixEpoch);
            return payment.Reason!;
        }),
        ["Notifications.Reason"] = Cut((text, _) => text.ToStorable(NotificationRecord.LongestReason)),
        ["AuditEntries.Actor"] = Cut((text, _) => Entry(new AuditedBy(text, null)).Actor),
        ["AuditEntries.Reason"] = Cut((text, _) => Entry(new AuditedBy("ada", text)).Reason!),
        ["AuditEntries.SubjectId"] = Cut((text, _) => Entry(new AuditedBy("ada", null), text).SubjectId),
        ["RetryJobs.Actor"] = Cut((text, _) => text.ToStorable(AuditEntry.LongestActor)),
        ["RetryJobs.Reason"] = Cut((text, _) => text.ToStorable(AuditEntry.LongestReason)),
        ["SagaAlerts.AcknowledgedBy"] = Cut((text, _) => text.ToStorable(AuditEntry.LongestActor)),
        ["SagaAlerts.Note"] = Cut((text, _) => text.ToStorable(SagaAlertMap.NoteLength)),
        ["DeadLetters.RetriedBy"] = Cut((text, _) => Entry(new AuditedBy(text, null)).Actor),
        ["DeadLetters.Reason"] = Cut((text, limit) => text.ToStorable(limit)),
        ["DeadLetters.ExceptionType"] = Cut((text, limit) => text.ToStorable(limit)),
        ["DeadLetters.ContentType"] = Cut((text, limit) => text.ToStorable(limit)),
        ["ServiceInstances.Name"] = Cut((text, _) => text.ToStorable(ServiceInstanceMap.LongestName)),
        ["ServiceStarts.Name"] = Cut((text, _) => text.ToStorable(ServiceInstanceMap.LongestName)),
        ["ServiceStarts.Version"] = Cut((text, _) => text.ToStorable(ServiceInstanceMap.LongestVersion)),
        ["ServiceInstances.Version"] = Cut((text, _) => text.ToStorable(ServiceInstanceMap.LongestVersion)),

        // Never longer: names that the program gives.
        ["Orders.CurrentState"] = Names([.. OrderStateMachine.OpenStates, .. OrderStateMachine.FinalStates]),
        ["Payments.State"] = Names(Enum.GetNames<PaymentState>()),
        ["SimulatedCharges.State"] = Names(Enum.GetNames<SimulatedChargeState>()),
        ["SimulatedCharges.ChargeId"] = Names([$"ch_{Guid.Empty:N}"]),
        ["SimulatedCharges.DeclineCode"] = Names(["insufficient_funds", "card_declined", "invalid_token"]),
        ["Notifications.Template"] = Names(Enum.GetNames<NotificationTemplate>()),
        ["Notifications.State"] = Names(Enum.GetNames<NotificationState>()),
        ["Notifications.Channel"] = Names(["smtp", "webhook", "log"]),
        ["IdempotencyKeys.Caller"] = column =>
            new CallersKey(TooLong(column), "key").StoredCaller.Length <= column.GetMaxLength(),
        ["IdempotencyKeys.KeyHash"] = Names([new string('0', 64)]),
        ["IdempotencyKeys.RequestHash"] = Names([new string('0', 64)]),
        ["SagaTransitions.SagaType"] = Names([nameof(OrderState)]),
        ["SagaTransitions.Event"] = Names([.. BrokenMessage.Contracts.Select(EventName.Of)]),
        ["SagaTransitions.FromState"] = Names([.. OrderStateMachine.OpenStates, .. OrderStateMachine.FinalStates]),
        ["SagaTransitions.ToState"] = Names([.. OrderStateMachine.OpenStates, .. OrderStateMachine.FinalStates]),
        ["SagaTransitions.TraceId"] = Names([new string('0', 32)]),
        ["ArchivedSagas.SagaType"] = Names([nameof(OrderState)]),
        ["ArchivedSagas.CurrentState"] = Names(OrderStateMachine.FinalStates),
        ["SagaAlerts.SagaType"] = Names([nameof(OrderState)]),
        ["SagaAlerts.State"] = Names(OrderStateMachine.OpenStates),
        ["SagaAlerts.MovedTo"] = Names([.. OrderStateMachine.OpenStates, .. OrderStateMachine.FinalStates]),
        ["AuditEntries.Action"] = Names(
            [AuditActions.DeadLetterDiscarded, AuditActions.DeadLetterEdited, AuditActions.TimerMoved]),
        ["AuditEntries.SubjectKind"] = Names([AuditActions.DeadLetter, AuditActions.Timer]),
        ["RetryJobs.State"] = Names(Enum.GetNames<RetryJobState>()),
        ["RetryJobItems.State"] = Names(Enum.GetNames<RetryItemState>()),
        ["ServiceInstances.Roles"] = Names([Role.All.ToString(), (Role.All & ~Role.Api).ToString()]),
        ["ServiceStarts.Roles"] = Names([Role.All.ToString(), (Role.All & ~Role.Api).ToString()]),
        ["MinuteFigures.Figure"] = Names(
            [MinuteFigure.Started, MinuteFigure.Ended, MinuteFigure.DeadLetters, MinuteFigure.Stuck]),
        ["MinuteFigures.SagaType"] = Names([nameof(OrderState)]),
        ["MinuteFigures.State"] = Names(OrderStateMachine.FinalStates),
        ["DataProtectionKeys.FriendlyName"] = Names([$"key-{Guid.Empty}"]),

        // Checked when the service starts: AMQP allows queues 255 bytes, and the inbox adds what happened to the message.
        ["DeadLetters.Endpoint"] = Names([new string('q', 255)]),
        ["RetryJobItems.Endpoint"] = Names([new string('q', 255)]),
        ["DeadLetters.ConsumerId"] = Names([new string('c', FailureClaims.LongestClaimant)]),
        ["RetryJobItems.ConsumerId"] = Names([new string('c', FailureClaims.LongestClaimant)]),
        ["InboxMessages.ConsumerId"] = Names(
            [$"{new string('c', FailureClaims.LongestClaimant)}#{Guid.Empty:N}.crash{int.MaxValue}.{int.MaxValue}"]),

        // Written by the outbox from what it is asked to send: the guard of every column stops the rest.
        ["OutboxMessages.DestinationAddress"] = GuardedOnly,
        ["OutboxMessages.ContentType"] = GuardedOnly,
        ["JournaledMessages.DestinationAddress"] = GuardedOnly,
        ["JournaledMessages.ContentType"] = GuardedOnly,
    };

    private static IEnumerable<TestCaseData<SagasDbContext>> Databases()
    {
        yield return new TestCaseData<SagasDbContext>(new DesignTimeSqlite().CreateDbContext([])).SetArgDisplayNames("SQLite");
        yield return new TestCaseData<SagasDbContext>(new DesignTimePostgreSql().CreateDbContext([]))
            .SetArgDisplayNames("PostgreSQL");
        yield return new TestCaseData<SagasDbContext>(new DesignTimeSqlServer().CreateDbContext([]))
            .SetArgDisplayNames("SQL Server");
    }

    [TestCaseSource(nameof(Databases))]
    public void Should_all_be_in_the_list(SagasDbContext context)
    {
        using var database = context;

        BoundedIn(database).Select(NameOf).ShouldBe(Kept.Keys, ignoreOrder: true, Longest);
    }

    [TestCaseSource(nameof(Databases))]
    public void Should_be_kept_to(SagasDbContext context)
    {
        using var database = context;

        BoundedIn(database).Where(column => Kept.TryGetValue(NameOf(column), out var isKept) && !isKept(column))
            .Select(NameOf).ShouldBeEmpty();
    }

    private static List<IProperty> BoundedIn(DbContext context) =>
    [
        .. context.GetService<IDesignTimeModel>().Model.GetEntityTypes().SelectMany(entity => entity.GetProperties())
            .Where(property => property.GetMaxLength() is not null || property.GetPrecision() is not null),
    ];

    private static string NameOf(IProperty property) => $"{property.DeclaringType.GetTableName()}.{property.GetColumnName()}";

    private static string TooLong(IProperty column) => new('x', column.GetMaxLength()!.Value + 1);

    private static bool GuardedOnly(IProperty column) => column.GetMaxLength() is not null;

    private static Func<IProperty, bool> Names(IReadOnlyCollection<string> names) =>
        column => names.All(name => name.Length <= column.GetMaxLength());

    private static Func<IProperty, bool> Cut(Func<string, int, string> cut) => column =>
        cut(TooLong(column), column.GetMaxLength()!.Value) is { } kept
        && kept.Length <= column.GetMaxLength() && kept.EndsWith('…');

    /// <summary>A message whose member is a little more than the column holds is refused because of that member.</summary>
    private static Func<IProperty, bool> RefusedAs<T>(string path) where T : class => column =>
    {
        string[] values = column.GetMaxLength() is { } length
            ? [$"\"{new string('x', length + 1)}\""]
            :
            [
                Math.Pow(10, column.GetPrecision()!.Value - column.GetScale()!.Value)
                    .ToString("F0", CultureInfo.InvariantCulture),
                $"0.{new string('0', column.GetScale()!.Value)}1",
            ];
        return Array.TrueForAll(values, value => Rules_of_all_contracts.Breaches<T>(path, value).Contains(path));
    };

    private static bool Refused(Action act)
    {
        try
        {
            act();
            return false;
        }
        catch (PaymentGatewayException)
        {
            return true;
        }
    }

    private static bool Fits(decimal amount, IProperty column) =>
        decimal.Round(amount, column.GetScale()!.Value) == amount
        && amount < (decimal)Math.Pow(10, column.GetPrecision()!.Value - column.GetScale()!.Value);

    private static AuditEntry Entry(AuditedBy by, string subject = "1") =>
        AuditEntry.New(TimeProvider.System, by, AuditActions.TimerMoved, (AuditActions.Timer, subject));
}
