using Sagas.Benchmarks.Floors.Messages;
using static Sagas.Benchmarks.Floors.PostgreSql.PostgreSqlStatement;

namespace Sagas.Benchmarks.Floors.PostgreSql;

/// <summary>
/// The floors' statements for the service's own tables. A duplicate, or a row that has changed in the meantime, violates a key
/// and so fails the whole transaction.
/// </summary>
internal static class PostgreSqlTexts
{
    public const string FindOrder =
        """SELECT "OrderId", "CurrentState", "Version", "CustomerId", "Email", "Currency", "Lines", "Total", "PaymentToken", "PaymentId", "PaymentTimeoutTokenId", "NotificationTimeoutTokenId" FROM "Orders" WHERE "OrderId" = ANY($1)""";

    private const string Outbox =
        """
        INSERT INTO "OutboxMessages" ("OutboxId", "Ordinal", "MessageId", "ConversationId", "DestinationAddress", "MessageTypes", "ContentType",
            "Headers", "Body", "SagaId", "SagaVersion", "CreatedAt", "DueAt", "TokenId", "VisibleAt")
        """;

    private const string History =
        """
        INSERT INTO "SagaTransitions" ("SagaType", "SagaId", "Version", "Event", "FromState", "ToState", "At", "MessageId", "ConversationId", "Changes", "Messages")
        """;

    private const string ContentType = "application/vnd.masstransit+json";

    private const string Headers = """{"Content-Type":"application/vnd.masstransit+json"}""";

    public static IEnumerable<PostgreSqlStatement> Claims(IReadOnlyList<(Guid MessageId, string Consumer)> claims)
    {
        if (claims.Count > 0)
        {
            yield return new(
                """INSERT INTO "InboxMessages" ("MessageId", "ConsumerId", "ReceivedAt") SELECT m, c, now() FROM unnest($1, $2) AS n(m, c)""",
                Value(claims.Select(claim => claim.MessageId).ToArray()),
                Value(claims.Select(claim => claim.Consumer).ToArray()));
        }
    }

    public static IEnumerable<PostgreSqlStatement> Steps(IReadOnlyList<FloorStep> steps)
    {
        if (steps.Count > 0)
        {
            yield return new(
                History
                + " SELECT 'OrderState', a, b, c, d, e, now(), f, g, h, i FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) AS n(a, b, c, d, e, f, g, h, i)",
                Value(steps.Select(step => step.OrderId).ToArray()),
                Value(steps.Select(step => step.Version).ToArray()),
                Value(steps.Select(step => step.Event).ToArray()),
                Value(steps.Select(step => step.From).ToArray()),
                Value(steps.Select(step => step.To).ToArray()),
                Value(steps.Select(step => step.MessageId).ToArray()),
                Value(steps.Select(step => step.ConversationId).ToArray()),
                Value(steps.Select(step => step.Changes).ToArray()),
                Value(steps.Select(step => step.Messages).ToArray()));
        }
    }

    public static IEnumerable<PostgreSqlStatement> Messages(IReadOnlyList<FloorOutgoing> messages)
    {
        if (messages.Count > 0)
        {
            yield return new(
                Outbox
                + $" SELECT a, 0, b, c, d, e, '{ContentType}', '{Headers}', f, g, h, now(), i, j, COALESCE(i, now() + interval '30 seconds')"
                + " FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS n(a, b, c, d, e, f, g, h, i, j)",
                Value(messages.Select(message => message.OutboxId).ToArray()),
                Value(messages.Select(message => message.Message.MessageId).ToArray()),
                Value(messages.Select(message => message.Message.ConversationId).ToArray()),
                Value(messages.Select(message => message.Message.DestinationAddress).ToArray()),
                Value(messages.Select(message => message.Message.MessageType[0]).ToArray()),
                Value(messages.Select(message => message.Json).ToArray()),
                Value(messages.Select(message => message.Message.Message.OrderId).ToArray()),
                Value(messages.Select(message => message.Version).ToArray()),
                Times([.. messages.Select(message => message.DueAt)]),
                Value(messages.Select(message => message.Token).ToArray()));
        }
    }

    public static IEnumerable<PostgreSqlStatement> Cancel(IReadOnlyList<Guid> tokens)
    {
        if (tokens.Count > 0)
            yield return new("""DELETE FROM "OutboxMessages" WHERE "TokenId" = ANY($1)""", Value(tokens.ToArray()));
    }

    public static PostgreSqlStatement Row(FloorRow row) => row switch
    {
        FloorRow.NewOrder order => NewOrder(order),
        FloorRow.MoveOrder order => MoveOrder(order),
        FloorRow.NewPayment payment => NewPayment(payment),
        FloorRow.Charge charge => Charge(charge),
        FloorRow.MarkCharged payment => MarkCharged(payment),
        FloorRow.NewNotification notification => NewNotification(notification),
        _ => throw new NotSupportedException(row.GetType().Name),
    };

    public static PostgreSqlStatement Remove(IReadOnlyList<Guid> outboxIds) =>
        new("""DELETE FROM "OutboxMessages" WHERE "OutboxId" = ANY($1)""", Value(outboxIds.ToArray()));

    private static PostgreSqlStatement NewOrder(FloorRow.NewOrder row) => new(
        """
        INSERT INTO "Orders" ("OrderId", "CurrentState", "Version", "DefinitionVersion", "CustomerId", "Email", "Currency", "Lines", "Total", "PaymentToken", "SubmittedAt", "UpdatedAt", "StateEnteredAt")
        VALUES ($1, 'Initial', 0, 0, $2, $3, $4, $5, $6, $7, $8, $8, $8)
        """,
        Value(row.Order.OrderId), Value(row.Order.CustomerId), Value(row.Order.Email), Value(row.Order.Currency),
        Value(row.Lines), Value(row.Order.Total), Value(row.Order.PaymentToken), Value(row.Order.SubmittedAt.UtcDateTime));

    private static PostgreSqlStatement MoveOrder(FloorRow.MoveOrder row) => new(
        """
        UPDATE "Orders" SET "CurrentState" = $3, "Version" = $2 + 1, "DefinitionVersion" = 1, "CustomerId" = $4, "Email" = $5, "Currency" = $6, "Lines" = $7,
            "Total" = $8, "PaymentToken" = $9, "PaymentId" = $10, "CustomerNotified" = $11, "PaymentTimeoutTokenId" = $12,
            "NotificationTimeoutTokenId" = $13, "UpdatedAt" = now(), "StateEnteredAt" = now()
        WHERE "OrderId" = $1 AND "Version" = $2
        """,
        Value(row.Order.OrderId), Value(row.Version), Value(row.State), Value(row.Order.CustomerId), Value(row.Order.Email),
        Value(row.Order.Currency), Value(row.Lines), Value(row.Order.Total), Value(row.Order.PaymentToken), Value(row.Payment),
        Value(row.Told), Value(row.PaymentTimer), Value(row.NotificationTimer));

    private static PostgreSqlStatement NewPayment(FloorRow.NewPayment row) => new(
        """
        INSERT INTO "Payments" ("PaymentId", "OrderId", "Amount", "Currency", "PaymentToken", "State", "StartedAt", "UpdatedAt", "Version")
        VALUES ($1, $2, $3, $4, $5, 'Started', now(), now(), 1)
        """,
        Value(row.PaymentId), Value(row.Order.OrderId), Value(row.Order.Total), Value(row.Order.Currency),
        Value(row.Order.PaymentToken));

    private static PostgreSqlStatement Charge(FloorRow.Charge row) => new(
        """
        INSERT INTO "SimulatedCharges" ("PaymentId", "OrderId", "PaymentToken", "Amount", "Currency", "State", "ChargeId", "Attempts", "CreatedAt", "UpdatedAt")
        VALUES ($1, $2, $3, $4, $5, 'Charged', $6, 1, now(), now())
        """,
        Value(row.PaymentId), Value(row.Order.OrderId), Value(row.Order.PaymentToken), Value(row.Order.Total),
        Value(row.Order.Currency), Value(row.ChargeId));

    private static PostgreSqlStatement MarkCharged(FloorRow.MarkCharged row) => new(
        """UPDATE "Payments" SET "State" = 'Charged', "ChargeId" = $2, "UpdatedAt" = now(), "Version" = 2 WHERE "PaymentId" = $1 AND "Version" = 1""",
        Value(row.PaymentId), Value(row.ChargeId));

    private static PostgreSqlStatement NewNotification(FloorRow.NewNotification row) => new(
        """INSERT INTO "Notifications" ("OrderId", "Template", "State", "Channel", "At") VALUES ($1, 'OrderConfirmed', 'Sent', 'log', now())""",
        Value(row.OrderId));
}
