using Microsoft.Extensions.Options;
using Sagas.Durability.DeadLetters.Jobs.Running;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Tests.Durability.DeadLetters.Jobs.Running;

internal class Outcomes_of_retries
{
    private static readonly DateTimeOffset SentAt = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid LetterId = Guid.NewGuid();

    private static readonly RetryOutcomes Outcomes = new(Options.Create(new DurabilityOptions
    {
        RetryOutcomeLimit = TimeSpan.FromMinutes(5),
        RedeliveryDelays = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(4)],
    }));

    [TestCase("queue:Consumer", 0, RetryItemState.Succeeded)]
    [TestCase("queue:Another", 0, RetryItemState.Sent)]
    [TestCase("queue:Consumer#dead", 0, RetryItemState.Sent)]
    [TestCase("queue:Consumer#ID.1", 0, RetryItemState.Sent)]
    [TestCase("queue:Consumer#ID.dead", 0, RetryItemState.FailedAgain)]
    [TestCase("queue#ID.unread", 0, RetryItemState.FailedAgain)]
    [TestCase("queue:Another", 10, RetryItemState.Sent)]
    [TestCase("queue:Another", 11, RetryItemState.Unknown)]
    public void Should_be_what_the_inbox_says(string claim, int minutes, RetryItemState outcome) =>
        OutcomeOf("queue:Consumer", claim, SentAt, minutes).ShouldBe(outcome);

    [TestCase("queue:Consumer", 0, RetryItemState.Succeeded)]
    [TestCase("queue:Consumer", -30, RetryItemState.Sent)]
    [TestCase("elsewhere:Consumer", 0, RetryItemState.Sent)]
    [TestCase("queue#ID.unread", 0, RetryItemState.FailedAgain)]
    public void Should_be_that_of_anybody_on_the_queue_where_nobody_had_seen_it(
        string claim, int minutes, RetryItemState outcome) =>
        OutcomeOf(consumer: null, claim, SentAt.AddMinutes(minutes), 0).ShouldBe(outcome);

    [Test]
    public void Should_be_paced()
    {
        var pace = new RetryRate(perSecond: 10, SentAt);

        pace.Take(SentAt, 100).ShouldBe(0);
        pace.Take(SentAt.AddSeconds(0.25), 100).ShouldBe(2);
        pace.Take(SentAt.AddSeconds(0.5), 100).ShouldBe(3);
        pace.Take(SentAt.AddSeconds(0.4), 100).ShouldBe(0);
        pace.Take(SentAt.AddHours(1), 100).ShouldBe(10);
        pace.Take(SentAt.AddHours(2), 4).ShouldBe(4);
        new RetryRate(perSecond: null, SentAt).Take(SentAt, 100).ShouldBe(100);
    }

    private static RetryItemState OutcomeOf(string? consumer, string claim, DateTimeOffset claimedAt, int minutes) =>
        Outcomes.OutcomeOf(
            new RetryJobItem { DeadLetterId = LetterId, Endpoint = "queue", ConsumerId = consumer, SentAt = SentAt },
            [new InboxMessage
            {
                ConsumerId = claim.Replace("ID", LetterId.ToString("N"), StringComparison.Ordinal),
                ReceivedAt = claimedAt,
            }],
            SentAt.AddMinutes(minutes));
}
