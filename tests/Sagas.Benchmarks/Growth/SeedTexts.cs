namespace Sagas.Benchmarks.Growth;

/// <summary>
/// Statements that create finished orders inside the database: row for row what an order leaves behind that went the usual way.
/// Ids of orders and payments are version-7 UUIDs, those of messages are like MassTransit's.
/// </summary>
internal static class SeedTexts
{
    /// <summary>
    /// Functions of the session. An order's number determines all of its ids and times, so that each table can be filled
    /// separately.
    /// </summary>
    /// <param name="orders">How many orders there will be.</param>
    /// <param name="first">When the first was submitted, in milliseconds.</param>
    /// <param name="span">How much later the last was, in milliseconds.</param>
    /// <param name="customers">How many customers they belong to.</param>
    public static string Functions(int orders, long first, long span, int customers) => FormattableString.Invariant($"""
        CREATE FUNCTION pg_temp.v7(ms bigint, seed text) RETURNS uuid LANGUAGE sql AS $$
            SELECT (lpad(to_hex(ms), 12, '0') || '7' || substr(md5(seed), 1, 3) || '8' || substr(md5(seed), 4, 15))::uuid $$;
        CREATE FUNCTION pg_temp.message(n bigint, k bigint) RETURNS uuid LANGUAGE sql AS $$
            SELECT ('42390000554f8a38' || substr(md5(n || ' ' || k), 1, 4) || '08df' || lpad(to_hex(n * 16 + k), 8, '0'))::uuid $$;
        CREATE FUNCTION pg_temp.json(at timestamptz) RETURNS text LANGUAGE sql AS $$
            SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;
        CREATE FUNCTION pg_temp.due(at timestamptz) RETURNS text LANGUAGE sql AS $$
            SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"') $$;
        CREATE FUNCTION pg_temp.seeds(first bigint, last bigint)
            RETURNS TABLE (n bigint, at timestamptz, order_id uuid, payment_id uuid, customer text) LANGUAGE sql AS $$
            SELECT s.n, to_timestamp(s.ms / 1000.0), pg_temp.v7(s.ms, 'order ' || s.n), pg_temp.v7(s.ms + 20, 'payment ' || s.n), 'c-' || s.n % {customers}
            FROM (SELECT n, {first} + n * {span} / {orders} AS ms FROM generate_series(first, last) AS n) AS s $$;
        SET synchronous_commit = off;
        """);

    /// <summary>Statements that fill the tables for orders number $1 to $2.</summary>
    public static readonly IReadOnlyList<string> Rows =
    [
        """
        INSERT INTO "Orders" ("OrderId", "CurrentState", "Version", "DefinitionVersion", "CustomerId", "Email", "Currency", "Lines", "Total",
            "PaymentToken", "PaymentId", "CustomerNotified", "SubmittedAt", "UpdatedAt", "StateEnteredAt")
        SELECT order_id, 'Completed', 3, 1, customer, 'ada@example.com', 'EUR', '[{"sku":"BOOK-1","quantity":2,"unitPrice":19.90}]', 39.80,
            'tok_visa', payment_id, true, at, at + interval '40 ms', at + interval '40 ms'
        FROM pg_temp.seeds($1, $2)
        """,
        """
        INSERT INTO "SagaTransitions" ("SagaType", "SagaId", "Version", "Event", "FromState", "ToState", "At", "MessageId", "ConversationId", "Changes", "Messages")
        SELECT 'OrderState', s.order_id, step.version, step.event, step.was, step.became, step.at, step.message, pg_temp.message(s.n, 0), step.changes, step.messages
        FROM pg_temp.seeds($1, $2) AS s CROSS JOIN LATERAL (VALUES
            (1, 'OrderSubmitted', 'Initial', 'AwaitingPayment', s.at + interval '10 ms', pg_temp.message(s.n, 1),
                format('{"currency":"EUR","currentState":"AwaitingPayment","customerId":"%s","definitionVersion":1,"email":"ada@example.com","lines":[{"sku":"BOOK-1","quantity":2,"unitPrice":19.90}],"paymentTimeoutTokenId":"%s","paymentToken":"tok_visa","submittedAt":"%s","total":39.80,"updatedAt":"%s","version":1}',
                    s.customer, pg_temp.message(s.n, 10), pg_temp.json(s.at), pg_temp.json(s.at + interval '10 ms')),
                format('[{"messageId":"%s","type":"ProcessPayment","dueAt":null},{"messageId":"%s","type":"PaymentExpired","dueAt":"%s"}]',
                    pg_temp.message(s.n, 2), pg_temp.message(s.n, 3), pg_temp.due(s.at + interval '15 min 10 ms'))),
            (2, 'PaymentCompleted', 'AwaitingPayment', 'AwaitingNotification', s.at + interval '30 ms', pg_temp.message(s.n, 4),
                format('{"currentState":"AwaitingNotification","notificationTimeoutTokenId":"%s","paymentId":"%s","paymentTimeoutTokenId":null,"updatedAt":"%s","version":2}',
                    pg_temp.message(s.n, 11), s.payment_id, pg_temp.json(s.at + interval '30 ms')),
                format('[{"messageId":"%s","type":"OrderPaid","dueAt":null},{"messageId":"%s","type":"SendNotification","dueAt":null},{"messageId":"%s","type":"NotificationExpired","dueAt":"%s"}]',
                    pg_temp.message(s.n, 5), pg_temp.message(s.n, 6), pg_temp.message(s.n, 7), pg_temp.due(s.at + interval '5 min 30 ms'))),
            (3, 'NotificationSent', 'AwaitingNotification', 'Completed', s.at + interval '40 ms', pg_temp.message(s.n, 8),
                format('{"currentState":"Completed","customerNotified":true,"notificationTimeoutTokenId":null,"updatedAt":"%s","version":3}',
                    pg_temp.json(s.at + interval '40 ms')),
                format('[{"messageId":"%s","type":"OrderCompleted","dueAt":null}]', pg_temp.message(s.n, 9)))
        ) AS step(version, event, was, became, at, message, changes, messages)
        """,
        """
        INSERT INTO "Payments" ("PaymentId", "OrderId", "Amount", "Currency", "PaymentToken", "State", "ChargeId", "StartedAt", "UpdatedAt", "Version")
        SELECT payment_id, order_id, 39.80, 'EUR', 'tok_visa', 'Charged', 'ch_' || replace(payment_id::text, '-', ''), at + interval '20 ms', at + interval '25 ms', 2
        FROM pg_temp.seeds($1, $2)
        """,
        """
        INSERT INTO "SimulatedCharges" ("PaymentId", "OrderId", "PaymentToken", "Amount", "Currency", "State", "ChargeId", "Attempts", "CreatedAt", "UpdatedAt")
        SELECT payment_id, order_id, 'tok_visa', 39.80, 'EUR', 'Charged', 'ch_' || replace(payment_id::text, '-', ''), 1, at + interval '22 ms', at + interval '22 ms'
        FROM pg_temp.seeds($1, $2)
        """,
        """
        INSERT INTO "Notifications" ("OrderId", "Template", "State", "Channel", "At")
        SELECT order_id, 'OrderConfirmed', 'Sent', 'log', at + interval '35 ms' FROM pg_temp.seeds($1, $2)
        """,
        """
        INSERT INTO "InboxMessages" ("MessageId", "ConsumerId", "ReceivedAt")
        SELECT pg_temp.message(s.n, claim.message), claim.consumer, s.at + claim.later * interval '1 ms'
        FROM pg_temp.seeds($1, $2) AS s CROSS JOIN (VALUES
            (1, 'order-saga:OrderState', 10), (2, 'process-payment:ProcessPaymentConsumer', 20), (4, 'order-saga:OrderState', 30),
            (6, 'send-notification:SendNotificationConsumer', 35), (8, 'order-saga:OrderState', 40)) AS claim(message, consumer, later)
        """,
    ];

    /// <summary>
    /// Statements that bring the database from a bulk load to normal operation: fresh statistics, and no backlog of maintenance.
    /// </summary>
    public static readonly IReadOnlyList<string> Settling =
    [
        "VACUUM (ANALYZE)",
        "CHECKPOINT",
    ];
}
