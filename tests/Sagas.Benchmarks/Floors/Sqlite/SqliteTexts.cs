using Sagas.Benchmarks.Floors.Messages;

namespace Sagas.Benchmarks.Floors.Sqlite;

/// <summary>
/// The floors' statements for the service's own tables, one row each: with no round trips, there is none to save by combining
/// them. A duplicate, or a row that has changed in the meantime, violates a key and so fails the whole transaction.
/// </summary>
internal static class SqliteTexts
{
    public const string FindOrder =
        """SELECT "OrderId", "CurrentState", "Version", "CustomerId", "Email", "Currency", "Lines", "Total", "PaymentToken", "PaymentId", "PaymentTimeoutTokenId", "NotificationTimeoutTokenId" FROM "Orders" WHERE "OrderId" = $1""";

    private const string ContentType = "application/vnd.masstransit+json";

    private const string Headers = """{"Content-Type":"application/vnd.masstransit+json"}""";

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Everything that a unit writes, in the order in which the service writes it.</summary>
    public static IEnumerable<SqliteStatement> Of(FloorUnit unit, DateTime now) =>
    [
        .. unit.Claim is { } claim ? [Claim(claim.MessageId, claim.Consumer, now)] : Array.Empty<SqliteStatement>(),
        .. unit.Rows.Select(row => Row(row, now)),
        .. unit.Steps.Select(step => Step(step, now)),
        .. unit.Outgoing.Select(message => Message(message, now)),
        .. unit.CancelledTimers.Select(
            token => new SqliteStatement("""DELETE FROM "OutboxMessages" WHERE "TokenId" = $1""", token)),
        .. unit.Removed.Select(id => new SqliteStatement("""DELETE FROM "OutboxMessages" WHERE "OutboxId" = $1""", id)),
    ];

    private static SqliteStatement Claim(Guid messageId, string consumer, DateTime now) => new(
        """INSERT INTO "InboxMessages" ("MessageId", "ConsumerId", "ReceivedAt") VALUES ($1, $2, $3)""",
        messageId, consumer, now);

    private static SqliteStatement Step(FloorStep step, DateTime now) => new(
        """
        INSERT INTO "SagaTransitions" ("SagaType", "SagaId", "Version", "Event", "FromState", "ToState", "At", "MessageId", "ConversationId", "Changes", "Messages")
        VALUES ('OrderState', $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        step.OrderId, step.Version, step.Event, step.From, step.To, now, step.MessageId, step.ConversationId,
        step.Changes, step.Messages);

    private static SqliteStatement Message(FloorOutgoing message, DateTime now) => new(
        """
        INSERT INTO "OutboxMessages" ("OutboxId", "Ordinal", "MessageId", "ConversationId", "DestinationAddress", "MessageTypes", "ContentType",
            "Headers", "Body", "SagaId", "SagaVersion", "CreatedAt", "DueAt", "TokenId", "VisibleAt")
        VALUES ($1, 0, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """,
        message.OutboxId, message.Message.MessageId, message.Message.ConversationId, message.Message.DestinationAddress,
        message.Message.MessageType[0], ContentType, Headers, message.Json, message.Message.Message.OrderId, message.Version, now,
        message.DueAt, message.Token, message.DueAt ?? now + Lease);

    private static SqliteStatement Row(FloorRow row, DateTime now) => row switch
    {
        FloorRow.NewOrder order => NewOrder(order),
        FloorRow.MoveOrder order => MoveOrder(order, now),
        FloorRow.NewPayment payment => NewPayment(payment, now),
        FloorRow.Charge charge => Charge(charge, now),
        FloorRow.MarkCharged payment => MarkCharged(payment, now),
        FloorRow.NewNotification notification => NewNotification(notification, now),
        _ => throw new NotSupportedException(row.GetType().Name),
    };

    private static SqliteStatement NewOrder(FloorRow.NewOrder row) => new(
        """
        INSERT INTO "Orders" ("OrderId", "CurrentState", "Version", "DefinitionVersion", "CustomerId", "Email", "Currency", "Lines", "Total", "PaymentToken", "SubmittedAt", "UpdatedAt", "StateEnteredAt")
        VALUES ($1, 'Initial', 0, 0, $2, $3, $4, $5, $6, $7, $8, $8, $8)
        """,
        row.Order.OrderId, row.Order.CustomerId, row.Order.Email, row.Order.Currency, row.Lines, row.Order.Total,
        row.Order.PaymentToken, row.Order.SubmittedAt.UtcDateTime);

    private static SqliteStatement MoveOrder(FloorRow.MoveOrder row, DateTime now) => new(
        """
        UPDATE "Orders" SET "CurrentState" = $3, "Version" = $2 + 1, "DefinitionVersion" = 1, "CustomerId" = $4, "Email" = $5, "Currency" = $6, "Lines" = $7,
            "Total" = $8, "PaymentToken" = $9, "PaymentId" = $10, "CustomerNotified" = $11, "PaymentTimeoutTokenId" = $12,
            "NotificationTimeoutTokenId" = $13, "UpdatedAt" = $14, "StateEnteredAt" = $14
        WHERE "OrderId" = $1 AND "Version" = $2
        """,
        row.Order.OrderId, row.Version, row.State, row.Order.CustomerId, row.Order.Email, row.Order.Currency, row.Lines,
        row.Order.Total, row.Order.PaymentToken, row.Payment, row.Told, row.PaymentTimer, row.NotificationTimer, now);

    private static SqliteStatement NewPayment(FloorRow.NewPayment row, DateTime now) => new(
        """
        INSERT INTO "Payments" ("PaymentId", "OrderId", "Amount", "Currency", "PaymentToken", "State", "StartedAt", "UpdatedAt", "Version")
        VALUES ($1, $2, $3, $4, $5, 'Started', $6, $6, 1)
        """,
        row.PaymentId, row.Order.OrderId, row.Order.Total, row.Order.Currency, row.Order.PaymentToken, now);

    private static SqliteStatement Charge(FloorRow.Charge row, DateTime now) => new(
        """
        INSERT INTO "SimulatedCharges" ("PaymentId", "OrderId", "PaymentToken", "Amount", "Currency", "State", "ChargeId", "Attempts", "CreatedAt", "UpdatedAt")
        VALUES ($1, $2, $3, $4, $5, 'Charged', $6, 1, $7, $7)
        """,
        row.PaymentId, row.Order.OrderId, row.Order.PaymentToken, row.Order.Total, row.Order.Currency, row.ChargeId, now);

    private static SqliteStatement MarkCharged(FloorRow.MarkCharged row, DateTime now) => new(
        """UPDATE "Payments" SET "State" = 'Charged', "ChargeId" = $2, "UpdatedAt" = $3, "Version" = 2 WHERE "PaymentId" = $1 AND "Version" = 1""",
        row.PaymentId, row.ChargeId, now);

    private static SqliteStatement NewNotification(FloorRow.NewNotification row, DateTime now) => new(
        """INSERT INTO "Notifications" ("OrderId", "Template", "State", "Channel", "At") VALUES ($1, 'OrderConfirmed', 'Sent', 'log', $2)""",
        row.OrderId, now);
}
