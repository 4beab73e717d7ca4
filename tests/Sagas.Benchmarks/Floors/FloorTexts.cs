using static Sagas.Benchmarks.Floors.FloorStatement;

namespace Sagas.Benchmarks.Floors;

/// <summary>
/// The floors' texts for the service's own tables. Whatever is there twice, or has changed meanwhile, violates a key and so
/// fails its whole transaction.
/// </summary>
internal static class FloorTexts
{
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

    public static IEnumerable<FloorStatement> Claims(IReadOnlyList<(Guid MessageId, string Consumer)> claims)
    {
        if (claims.Count > 0)
        {
            yield return new(
                """INSERT INTO "InboxMessages" ("MessageId", "ConsumerId", "ReceivedAt") SELECT m, c, now() FROM unnest($1, $2) AS n(m, c)""",
                Value(claims.Select(claim => claim.MessageId).ToArray()),
                Value(claims.Select(claim => claim.Consumer).ToArray()));
        }
    }

    public static IEnumerable<FloorStatement> Steps(IReadOnlyList<FloorStep> steps)
    {
        if (steps.Count > 0)
        {
            yield return new(
                History + " SELECT 'OrderState', a, b, c, d, e, now(), f, g, h, i FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) AS n(a, b, c, d, e, f, g, h, i)",
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

    public static IEnumerable<FloorStatement> Messages(IReadOnlyList<FloorOutgoing> messages)
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

    public static IEnumerable<FloorStatement> Cancel(IReadOnlyList<Guid> tokens)
    {
        if (tokens.Count > 0)
            yield return new("""DELETE FROM "OutboxMessages" WHERE "TokenId" = ANY($1)""", Value(tokens.ToArray()));
    }

    public static FloorStatement Remove(IReadOnlyList<Guid> outboxIds) =>
        new("""DELETE FROM "OutboxMessages" WHERE "OutboxId" = ANY($1)""", Value(outboxIds.ToArray()));

    public static FloorStatement NewOrder(FloorOrder order, string lines) => new(
        """
        INSERT INTO "Orders" ("OrderId", "CurrentState", "Version", "DefinitionVersion", "CustomerId", "Email", "Currency", "Lines", "Total", "PaymentToken", "SubmittedAt", "UpdatedAt")
        VALUES ($1, 'Initial', 0, 0, $2, $3, $4, $5, $6, $7, $8, $8)
        """,
        Value(order.OrderId), Value(order.CustomerId), Value(order.Email), Value(order.Currency), Value(lines), Value(order.Total),
        Value(order.PaymentToken), Value(order.SubmittedAt.UtcDateTime));

    public static FloorStatement MoveOrder(FloorOrder order, string lines, string state, int version, Guid? payment, bool? told, Guid? paymentTimer, Guid? notificationTimer) => new(
        """
        UPDATE "Orders" SET "CurrentState" = $3, "Version" = $2 + 1, "DefinitionVersion" = 1, "CustomerId" = $4, "Email" = $5, "Currency" = $6, "Lines" = $7,
            "Total" = $8, "PaymentToken" = $9, "PaymentId" = $10, "CustomerNotified" = $11, "PaymentTimeoutTokenId" = $12,
            "NotificationTimeoutTokenId" = $13, "UpdatedAt" = now()
        WHERE "OrderId" = $1 AND "Version" = $2
        """,
        Value(order.OrderId), Value(version), Value(state), Value(order.CustomerId), Value(order.Email), Value(order.Currency), Value(lines),
        Value(order.Total), Value(order.PaymentToken), Value(payment), Value(told), Value(paymentTimer), Value(notificationTimer));

    public static FloorStatement NewPayment(Guid paymentId, FloorOrder order) => new(
        """
        INSERT INTO "Payments" ("PaymentId", "OrderId", "Amount", "Currency", "PaymentToken", "State", "StartedAt", "UpdatedAt", "Version")
        VALUES ($1, $2, $3, $4, $5, 'Started', now(), now(), 1)
        """,
        Value(paymentId), Value(order.OrderId), Value(order.Total), Value(order.Currency), Value(order.PaymentToken));

    public static FloorStatement Charge(Guid paymentId, FloorOrder order) => new(
        """
        INSERT INTO "SimulatedCharges" ("PaymentId", "OrderId", "PaymentToken", "Amount", "Currency", "State", "ChargeId", "Attempts", "CreatedAt", "UpdatedAt")
        VALUES ($1, $2, $3, $4, $5, 'Charged', $6, 1, now(), now())
        """,
        Value(paymentId), Value(order.OrderId), Value(order.PaymentToken), Value(order.Total), Value(order.Currency), Value($"ch_{paymentId:N}"));

    public static FloorStatement MarkCharged(Guid paymentId) => new(
        """UPDATE "Payments" SET "State" = 'Charged', "ChargeId" = $2, "UpdatedAt" = now(), "Version" = 2 WHERE "PaymentId" = $1 AND "Version" = 1""",
        Value(paymentId), Value($"ch_{paymentId:N}"));

    public static FloorStatement NewNotification(Guid orderId) => new(
        """INSERT INTO "Notifications" ("OrderId", "Template", "State", "Channel", "At") VALUES ($1, 'OrderConfirmed', 'Sent', 'log', now())""",
        Value(orderId));

    public const string FindOrder =
        """SELECT "OrderId", "CurrentState", "Version", "CustomerId", "Email", "Currency", "Lines", "Total", "PaymentToken", "PaymentId", "PaymentTimeoutTokenId", "NotificationTimeoutTokenId" FROM "Orders" WHERE "OrderId" = ANY($1)""";
}
