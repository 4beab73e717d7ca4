namespace Sagas.Benchmarks.Pages;

/// <summary>What the operations pages show other than orders that have ended.</summary>
internal static class PageSeeds
{
    /// <summary>One in this many orders has been waiting for a long time.</summary>
    public const int OrdersPerWaiting = 500;

    /// <summary>One in this many orders has left a dead letter.</summary>
    public const int OrdersPerLetter = 100;

    /// <summary>Statements that create them, after the orders and in the same session.</summary>
    /// <param name="orders">How many orders there are.</param>
    public static IReadOnlyList<string> Texts(int orders) =>
    [
        FormattableString.Invariant($$"""
        WITH waiting AS (
            INSERT INTO "Orders" ("OrderId", "CurrentState", "Version", "DefinitionVersion", "CustomerId", "Email", "Currency", "Lines", "Total",
                "PaymentToken", "SubmittedAt", "UpdatedAt", "StateEnteredAt")
            SELECT order_id, CASE WHEN n % 10 = 0 THEN 'NeedsAttention' ELSE 'AwaitingPayment' END, 1, 1, customer, 'ada@example.com', 'EUR',
                '[{"sku":"BOOK-1","quantity":2,"unitPrice":19.90}]', 39.80, 'tok_visa', at - n % 100 * interval '1 hour', at - n % 100 * interval '1 hour', at - n % 100 * interval '1 hour'
            FROM pg_temp.seeds({{orders + 1}}, {{orders + (orders / OrdersPerWaiting)}})
            RETURNING "OrderId", "CurrentState", "UpdatedAt")
        INSERT INTO "SagaTransitions" ("SagaType", "SagaId", "Version", "Event", "FromState", "ToState", "At", "MessageId", "ConversationId", "Changes", "Messages")
        SELECT 'OrderState', "OrderId", 1, 'OrderSubmitted', 'Initial', "CurrentState", "UpdatedAt", gen_random_uuid(), gen_random_uuid(), '{}', '[]'
        FROM waiting
        """),
        FormattableString.Invariant($$$"""
        INSERT INTO "DeadLetters" ("DeadLetterId", "MessageId", "ConversationId", "SagaId", "MessageTypes", "Endpoint", "ConsumerId", "ContentType",
            "Headers", "Body", "Reason", "ExceptionType", "Attempts", "DeadAt", "IsBeingRetried")
        SELECT pg_temp.v7((extract(epoch FROM at) * 1000)::bigint, 'letter ' || n), pg_temp.message(n, 2), pg_temp.message(n, 0), order_id,
            'urn:message:Sagas.Contracts.Payments:ProcessPayment', (ARRAY['process-payment', 'refund-payment', 'order-saga'])[1 + n / {{{OrdersPerLetter}}} % 3],
            'process-payment:ProcessPaymentConsumer', 'application/vnd.masstransit+json', '{"Saga-Version":"1"}',
            format('{"messageId":"%s","message":{"orderId":"%s","amount":39.80,"currency":"EUR","paymentToken":"tok_visa"}}', pg_temp.message(n, 2), order_id),
            'The gateway did not answer.', 'System.TimeoutException', 4, at + interval '3 min', FALSE
        FROM pg_temp.seeds(1, {{{orders}}}) WHERE n % {{{OrdersPerLetter}}} = 0
        """),
        FormattableString.Invariant($$"""
        INSERT INTO "AuditEntries" ("AuditEntryId", "At", "Actor", "Action", "SubjectKind", "SubjectId", "SagaId", "Reason", "Before")
        SELECT pg_temp.v7((extract(epoch FROM at) * 1000)::bigint, 'audit ' || n), at, 'operator-' || n % 20,
            (ARRAY['dead-letter.retry', 'dead-letter.edit', 'dead-letter.discard', 'saga.cancel'])[1 + n / 20 % 4],
            'dead-letter', pg_temp.message(n, 14)::text, order_id, 'The gateway is back, says ' || customer,
            format('{"endpoint":"process-payment","messageId":"%s","attempts":4}', pg_temp.message(n, 2))
        FROM pg_temp.seeds(1, {{orders}})
        """),
    ];
}
