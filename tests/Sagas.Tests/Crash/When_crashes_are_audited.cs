using System.Text.Json;

namespace Sagas.Tests.Crash;

/// <summary>The audit is only worth something if it finds each kind of damage.</summary>
internal class When_crashes_are_audited
{
    private static readonly Guid OrderId = Guid.Parse("0198a000-0000-7000-8000-00000000000a");

    private static readonly StoredTransition Submitted = new(OrderId, 1, "Initial", "AwaitingPayment",
        JsonElement.Parse(
            """{"currentState":"AwaitingPayment","total":39.8,"submittedAt":"2026-01-02T03:04:05.678+00:00","version":1}"""));

    private static readonly StoredTransition Finished = new(OrderId, 2, "AwaitingPayment", "Completed",
        JsonElement.Parse(
            """{"currentState":"Completed","customerNotified":true,"lines":[{"quantity":2}],"reason":null,"version":2}"""));

    private static readonly StoredOrder Order = new(
        OrderId, "Completed", 2, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["OrderId"] = "0198A000-0000-7000-8000-00000000000A",
            ["CurrentState"] = "Completed",
            ["Version"] = 2L,
            ["Total"] = "39.80",
            ["SubmittedAt"] = "2026-01-02 03:04:05.678",
            ["CustomerNotified"] = 1L,
            ["Lines"] = """[{"quantity":2}]""",
            ["Reason"] = null,
            ["PaymentToken"] = "tok_visa",
        });

    private static readonly StoredCharge Charge = new(OrderId, "Charged");

    private static readonly StoredWorld Sound = new([Order], [Submitted, Finished], [Charge], [], 0);

    private static readonly AcceptedOrder[] Accepted = [new(OrderId, "tok_visa")];

    private static IEnumerable<TestCaseData> Damages =>
    [
        Damage(Sound with { Orders = [], Transitions = [], Charges = [] }, "is missing"),
        Damage(Sound with { Orders = [] }, "left traces, but is missing"),
        Damage(Sound with { Orders = [Order with { State = "AwaitingPayment" }] }, "has not reached a final state"),
        Damage(Sound with { Orders = [Order with { State = "Cancelled" }] }, "is Cancelled instead of Completed"),
        Damage(Sound with { Orders = [Order with { State = "Cancelled" }] }, "1 charges are kept, 0 are due"),
        Damage(Sound with { Charges = [Charge, Charge] }, "it was charged 2 times"),
        Damage(Sound with { Charges = [Charge, Charge with { State = "Refunded" }] }, "it was charged 2 times"),
        Damage(Sound with { Charges = [] }, "0 charges are kept, 1 are due"),
        Damage(Sound with { Charges = [Charge with { State = "Refunded" }] }, "0 charges are kept, 1 are due"),
        Damage(Sound with { Transitions = [Submitted] }, "it is at version 2, and its history has 1"),
        Damage(Sound with { Transitions = [Submitted, Finished with { Version = 3 }] }, "its history has 1, 3"),
        Damage(
            Sound with { Transitions = [Submitted, Finished with { From = "Compensating" }] }, "version 2 leaves Compensating"),
        Damage(Sound with { Transitions = [Submitted, Finished with { To = "Rejected" }] }, "its history ends in Rejected"),
        Damage(WithField("Total", "39.81"), "folds Total to 39.8, stored is 39.81"),
        Damage(WithField("SubmittedAt", "2026-01-02 03:04:05.679"), "folds SubmittedAt"),
        Damage(WithField("CustomerNotified", 0L), "folds CustomerNotified to true, stored is 0"),
        Damage(WithField("CustomerNotified", null), "folds CustomerNotified to true, stored is null"),
        Damage(WithField("Lines", """[{"quantity":3}]"""), "folds Lines"),
        Damage(WithField("Reason", "lost"), "folds Reason to null, stored is lost"),
        Damage(Sound with { DeadLetters = [new("process-payment", OrderId, "broken")] }, "A message died at process-payment"),
        Damage(Sound with { DeadLetters = [new("order-saga", null, "broken")] }, "A message died at order-saga"),
        Damage(Sound with { OutboxMessages = 2 }, "2 messages are left in the outbox"),
    ];

    [Test]
    public void Should_find_nothing_in_a_sound_world() => CrashAudit.Findings(Sound, Accepted).ShouldBeEmpty();

    [TestCaseSource(nameof(Damages))]
    public void Should_find(StoredWorld damaged, string finding) =>
        CrashAudit.Findings(damaged, Accepted).ShouldContain(told => told.Contains(finding, StringComparison.Ordinal));

    [Test]
    public void Should_accept_a_dead_payment_of_a_gateway_that_is_down()
    {
        var cancelled = Finished with { To = "Cancelled", Changes = JsonElement.Parse("""{"currentState":"Cancelled"}""") };
        var order = Order with
        {
            State = "Cancelled",
            Columns = new Dictionary<string, object?>(Order.Columns, StringComparer.Ordinal)
            {
                ["CurrentState"] = "Cancelled",
                ["Version"] = 1L,
                ["PaymentToken"] = "tok_down",
            },
        };
        var world = new StoredWorld([order], [Submitted, cancelled], [new(OrderId, "Attempted")],
            [new("process-payment", OrderId, "The simulated gateway failed")], 0);

        CrashAudit.Findings(world, [new(OrderId, "tok_down")]).ShouldBeEmpty();
    }

    private static StoredWorld WithField(string column, object? value) => Sound with
    {
        Orders =
        [
            Order with { Columns = new Dictionary<string, object?>(Order.Columns, StringComparer.Ordinal) { [column] = value } },
        ],
    };

    private static TestCaseData Damage(StoredWorld damaged, string finding) =>
        new TestCaseData(damaged, finding).SetArgDisplayNames(finding);
}
