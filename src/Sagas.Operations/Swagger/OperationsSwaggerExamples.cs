using System.Text.Json.Nodes;

namespace Sagas.Operations.Swagger;

/// <summary>Examples of requests and responses, by route name.</summary>
internal static class OperationsSwaggerExamples
{
    /// <summary>An id.</summary>
    public const string Id = "0198c5a0-3d8e-7c41-9f0a-6f2f1f0c9b77";

    /// <summary>A summary as a text.</summary>
    public const string Summary =
        "## Sagas, 8 h until 2026-01-31 10:00:00 UTC\n\n- Orders: 9,120 started, 9,004 Completed, 97 Rejected, 11 Cancelled\n";

    private const string Cursor = "AQAAAZwTY0o7AZjFoD2OfEGfCm8vHwybd9WJn6c";

    private const string Saga =
        """
        {"sagaId":"0198c5a0-3d8e-7c41-9f0a-6f2f1f0c9b77","state":"AwaitingPayment","version":1,"startedAt":"2026-01-31T09:30:00.000Z",
         "movedAt":"2026-01-31T09:30:00.012Z","archived":false,"fields":{"customerId":"c-42","email":"a***@example.com","total":39.80}}
        """;

    private const string DeadLetter =
        """
        "deadLetterId":"0198c5a0-3d8e-7c41-9f0a-6f2f1f0c9b77","messageId":"08de60ac-1c77-4f3a-8a6f-0242ac120002",
        "conversationId":"08de60ac-1c77-5a10-8a6f-0242ac120002","messageTypes":["urn:message:Sagas.Contracts.Payments:ProcessPayment"],
        "endpoint":"process-payment","consumerId":"process-payment:ProcessPaymentConsumer","sagaId":null,
        "reason":"The gateway did not answer.","exceptionType":"Sagas.Payments.Gateways.PaymentGatewayException","attempts":4,
        "deadAt":"2026-01-31T09:32:35.004Z","state":"Undecided","retriedAt":null,"retriedBy":null,"retryJobId":null
        """;

    private const string Body =
        """{\"messageId\":\"08de60ac-1c77-4f3a-8a6f-0242ac120002\",\"messageType\":[\"urn:message:Sagas.Contracts.Payments:ProcessPayment\"],\"message\":{}}""";

    private const string FullLetter =
        $$"""{{{DeadLetter}},"exceptionDetail":"Sagas.Payments.Gateways.PaymentGatewayException: …","contentType":"application/vnd.masstransit+json","headers":{"Content-Type":"application/vnd.masstransit+json"},"body":"{{Body}}"}""";

    private const string Job =
        """
        {"retryJobId":"0198c5a0-3d8e-7c41-9f0a-6f2f1f0c9b77","state":"Running","actor":"ada","reason":"The gateway is back",
         "filter":{"endpoint":"process-payment"},"perSecond":20,"stopAfter":10,"total":250,"waiting":174,"sent":8,"succeeded":66,
         "failedAgain":2,"gone":0,"unknown":0,"startedAt":"2026-01-31T10:00:00.000Z","endedAt":null,
         "waitsFor":[{"kind":"Results","messages":8,"queue":null,"until":null,"text":"waiting for the results of 8 messages"}]}
        """;

    private const string Entry =
        """
        "auditEntryId":"0198c5a0-3d8e-7c41-9f0a-6f2f1f0c9b77","at":"2026-01-31T10:00:00.000Z","actor":"ada","action":"dead-letter.discard",
        "subjectKind":"dead-letter","subjectId":"0198c5a0-3d8e-7c41-9f0a-6f2f1f0c9b77","sagaId":null,"reason":"A duplicate of another order","retryJobId":null
        """;

    private const string Edit =
        """{"reason":"The sender left out the reason","body":{"messageId":"08de60ac-1c77-4f3a-8a6f-0242ac120002","messageType":["urn:message:Sagas.Contracts.Orders:CancelOrder"],"message":{"orderId":"0198c5a0-3d8e-7c41-9f0a-6f2f1f0c9b77","reason":"Changed their mind"}}}""";

    private const string Why = """{"reason":"The gateway is back"}""";

    /// <summary>The examples of all routes, by name.</summary>
    public static IReadOnlyDictionary<string, (JsonNode? Request, JsonNode? Answer)> ByRoute { get; } =
        new Dictionary<string, (JsonNode? Request, JsonNode? Answer)>(StringComparer.Ordinal)
        {
            ["GetOverview"] = (null, Parse("""
                {"at":"2026-01-31T10:00:00.000Z",
                 "kinds":[{"name":"OrderState","title":"Orders","counts":{"Completed":1204,"AwaitingPayment":3},"underWay":3,
                  "beganPerSecond":12.5,"endedPerSecond":12.4,"medianDuration":"00:00:00.026","slowDuration":"00:00:00.090","drainTime":"00:00:00.241"}],
                 "outbox":{"waiting":4,"oldestAge":"00:00:00.020","timers":3,"nextTimer":"2026-01-31T10:15:00.000Z"},
                 "deadLetters":[{"endpoint":"process-payment","exceptionType":"Sagas.Payments.Gateways.PaymentGatewayException","count":2}],
                 "health":[{"name":"database","status":"Healthy","description":"The database answers."}],
                 "instances":[{"name":"shop-1:4711","roles":"All","version":"1.0.0","startedAt":"2026-01-31T08:00:00.000Z","seenAt":"2026-01-31T09:59:55.000Z","isAlive":true}],
                 "rates":[{"at":"2026-01-31T10:00:00.000Z","began":12.5,"ended":12.4}],"openAlerts":1,"acknowledgedAlerts":2,"beingRetried":0,"deadLetterCount":2}
                """)),
            ["Search"] = (null, Parse($$"""
                {"q":"ada@exam","target":"/sagas/OrderState/{{Id}}",
                 "items":[{"kind":"saga","id":"{{Id}}","name":"Orders","state":"AwaitingPayment","at":"2026-01-31T09:30:00.000Z",
                  "matchedBy":"e-mail","page":"/sagas/OrderState/{{Id}}"}],
                 "searched":["Orders, by parts of Customer, e-mail, reason: all."]}
                """)),
            ["GetHistory"] = (null, Parse("""
                {"range":"1h","from":"2026-01-31T09:00:00.000Z","to":"2026-01-31T10:00:00.000Z","stepMinutes":1,
                 "points":[{"at":"2026-01-31T09:00:00.000Z","recordedMinutes":1,
                  "sagaTypes":[{"sagaType":"OrderState","started":750,"ended":{"Completed":740,"Rejected":6}}],"deadLetters":2,"stuck":0}],
                 "marks":[{"at":"2026-01-31T09:00:12.000Z","kind":"action","text":"dead-letter.retry by ada"}],"hasMoreMarks":false}
                """)),
            ["GetSummary"] = (null, Parse("""
                {"from":"2026-01-31T02:00:00.000Z","to":"2026-01-31T10:00:00.000Z","recordedMinutes":480,
                 "sagaTypes":[{"sagaType":"OrderState","title":"Orders","started":9120,"ended":{"Completed":9004,"Rejected":97,"Cancelled":11}}],
                 "deadLetters":{"new":12,"retried":10,"discarded":1,"left":3},"stuckNow":0,
                 "actions":[{"actor":"ada","action":"dead-letter.retry","count":10}],
                 "starts":[{"at":"2026-01-31T08:00:00.000Z","name":"shop-1:4711","roles":"All","version":"1.0.0"}],"pausedQueues":[]}
                """)),
            ["ListSagaTypes"] = (null, Parse("""
                [{"name":"OrderState","title":"Orders","states":["Initial","AwaitingPayment","Completed"],"finalStates":["Completed"],
                  "transitions":[{"from":"Initial","event":"OrderSubmitted","message":"OrderSubmitted","to":"AwaitingPayment"}],
                  "fields":["customerId"],"expected":{"AwaitingPayment":"00:16:00"},
                  "commands":[{"name":"cancel","label":"Cancel order","explanation":"Any charge is refunded, and the customer is notified.","states":["AwaitingPayment"]}]}]
                """)),
            ["ListSagas"] = (null, Parse($$"""{"items":[{{Saga}}],"next":"{{Cursor}}","searchedBackTo":null}""")),
            ["GetSaga"] = (null, Parse($$"""
                {"saga":{{Saga}},
                 "steps":[{"version":1,"event":"OrderSubmitted","from":"Initial","to":"AwaitingPayment","at":"2026-01-31T09:30:00.012Z",
                  "messageId":"08de60ac-1c77-4f3a-8a6f-0242ac120002","conversationId":"08de60ac-1c77-5a10-8a6f-0242ac120002","traceId":"0af7651916cd43dd8448eb211c80319c",
                  "changes":{"currentState":"AwaitingPayment"},"messages":[{"messageId":"08de60ac-1c77-4f3a-8a6f-0242ac120003","type":"ProcessPayment","dueAt":null}]}],
                 "waiting":[{"timerId":"08de60ac-1c77-4f3a-8a6f-0242ac120005","messageId":"08de60ac-1c77-4f3a-8a6f-0242ac120004","type":"PaymentExpired","dueAt":"2026-01-31T09:45:00.012Z","destination":"queue:order-saga","body":"{}"}],
                 "deadLetters":[],"beingRetried":[]}
                """)),
            ["GetSagaMessages"] = (null, Parse("""
                [{"version":1,"direction":"In","messageId":"08de60ac-1c77-4f3a-8a6f-0242ac120002","type":"OrderSubmitted","at":"2026-01-31T09:30:00.012Z",
                  "dueAt":null,"place":"Journal","destination":"loopback://localhost/Sagas.Contracts.Orders:OrderSubmitted","leftAt":"2026-01-31T09:30:00.020Z",
                  "headers":{"MT-Activity-Id":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},"body":"{\"message\":{\"email\":\"a***@example.com\"}}"},
                 {"version":1,"direction":"Out","messageId":"08de60ac-1c77-4f3a-8a6f-0242ac120003","type":"ProcessPayment","at":"2026-01-31T09:30:00.012Z",
                  "dueAt":null,"place":"NotKept","destination":null,"leftAt":null,"headers":null,"body":null}]
                """)),
            ["TellSaga"] = (Parse("""{"reason":"The customer called"}"""), null),
            ["FireTimer"] = (Parse("""{"reason":"The customer does not want to wait"}"""), null),
            ["MoveTimer"] = (Parse("""{"reason":"The provider needs another hour","dueAt":"2026-01-31T10:30:00Z"}"""), null),
            ["ListAlerts"] = (null, Parse($$"""
                [{"alertId":"{{Id}}","status":"Open","sagaType":"OrderState","sagaId":"{{Id}}","sagaVersion":4,"state":"NeedsAttention",
                  "since":"2026-01-31T09:30:00.012Z","openedAt":"2026-01-31T09:30:10.000Z","acknowledgedBy":null,"acknowledgedAt":null,
                  "remindAt":null,"note":null,"closedAt":null,"movedTo":null,"movedAt":null}]
                """)),
            ["GroupAlerts"] = (null, Parse($$"""
                [{"sagaType":"OrderState","state":"AwaitingPayment","cause":"DeadLetter",
                  "description":"ProcessPayment was given up: PaymentGatewayException","messageType":"ProcessPayment",
                  "exceptionType":"Sagas.Payments.Gateways.PaymentGatewayException","count":1,
                  "oldestSince":"2026-01-31T09:30:00.012Z","values":[{"amount":39.80,"currency":"EUR"}],"alertIds":["{{Id}}"]}]
                """)),
            ["AcknowledgeAlert"] = (
                Parse("""{"reason":"Asking the payment provider","remindAt":"2026-01-31T10:30:00Z"}"""), null),
            ["AcknowledgeAlerts"] = (
                Parse($$"""{"alertIds":["{{Id}}"],"reason":"Asking the payment provider","remindAt":"2026-01-31T10:30:00Z"}"""),
                Parse($$"""{"changed":["{{Id}}"],"left":[],"unknown":[]}""")),
            ["UnacknowledgeAlert"] = (Parse("""{"reason":"The provider has no idea"}"""), null),
            ["ListDeadLetters"] = (null, Parse($$"""{"items":[{{{DeadLetter}}}],"next":"{{Cursor}}"}""")),
            ["GroupDeadLetters"] = (null, Parse("""
                {"items":[{"endpoint":"process-payment","exceptionType":"Sagas.Payments.Gateways.PaymentGatewayException",
                  "messageType":"urn:message:Sagas.Contracts.Payments:ProcessPayment","count":12,"beingRetried":135,
                  "oldestAt":"2026-01-31T09:02:35.004Z","newestAt":"2026-01-31T09:32:35.004Z"}]}
                """)),
            ["ExportDeadLetters"] = (null, Parse(FullLetter)),
            ["ExportSagas"] = (null, Parse(Saga)),
            ["ExportRetryJobs"] = (null, Parse(Job)),
            ["ExportAlerts"] = (null, Parse($$"""
                {"sagaType":"OrderState","sagaId":"{{Id}}","state":"AwaitingPayment","since":"2026-01-31T09:30:00.012Z",
                 "party":"c-42","amount":39.80,"currency":"EUR","lastError":"The gateway did not answer.","status":"Acknowledged",
                 "acknowledgedBy":"ada","note":"Asking the provider","remindAt":"2026-01-31T11:00:00.000Z","alertId":"{{Id}}"}
                """)),
            ["ExportAudit"] = (null, Parse($$"""{{{Entry}}}""")),
            ["GetDeadLetter"] = (null, Parse(FullLetter)),
            ["CheckDeadLetter"] = (Parse(Edit), Parse("""
                {"valid":false,"checkedAs":null,"notChecked":[],"errors":[{"path":"$.message.reason","error":"Is required."}],
                 "diff":[{"kind":"Same","text":"{"},{"kind":"Removed","text":"  \"reason\": \"\""},{"kind":"Same","text":"}"}]}
                """)),
            ["RetryDeadLetter"] = (Parse(Why), Parse($$"""
                {"deadLetterId":"{{Id}}","endpoint":"process-payment","messageId":"08de60ac-1c77-4f3a-8a6f-0242ac120002",
                 "checkedAs":null,"notChecked":[]}
                """)),
            ["DiscardDeadLetter"] = (Parse("""{"reason":"A duplicate of another order"}"""), null),
            ["StartRetryJob"] = (
                Parse(
                    """{"reason":"The gateway is back","letters":{"endpoint":"process-payment"},"perSecond":20,"stopAfter":10}"""),
                Parse(Job)),
            ["ListRetryJobs"] = (null, Parse($$"""{"items":[{{Job}}],"next":null}""")),
            ["GetRetryJob"] = (null, Parse(Job)),
            ["PauseRetryJob"] = (Parse(Why), Parse(Job)),
            ["ResumeRetryJob"] = (Parse(Why), Parse(Job)),
            ["CancelRetryJob"] = (Parse(Why), Parse(Job)),
            ["ListAudit"] = (null, Parse($$"""{"items":[{{{Entry}},"job":null}],"next":"{{Cursor}}"}""")),
            ["GetAuditEntry"] = (null, Parse($$"""{{{Entry}},"before":{"endpoint":"process-payment"},"after":null}""")),
        };

    private static JsonNode? Parse(string json) => JsonNode.Parse(json);
}
