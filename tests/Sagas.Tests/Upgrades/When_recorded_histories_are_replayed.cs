using Sagas.Orders;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Upgrades;

/// <summary>
/// Orders that are under way go on with the process of this program. A change that would lead one of them elsewhere, or let
/// it say something else to others, fails here: then raise <c>OrderStateMachine.DefinitionVersion</c>, let older orders go on
/// as before, and record the new version by <c>infra/record-version.sh</c>.
/// </summary>
internal class When_recorded_histories_are_replayed
{
    private static IEnumerable<int> Versions => RecordedVersion.All.Select(version => version.Number);

    [TestCaseSource(nameof(Versions))]
    public async Task Should_go_the_same_way_and_say_the_same(int number)
    {
        await using var replay = await HistoryReplay.StartAsync();
        var differences = new List<string>();
        foreach (var history in new RecordedVersion(number).Histories)
        {
            if (await replay.FindDifferenceAsync(history) is { } difference)
                differences.Add(difference);
        }

        differences.ShouldBeEmpty($"Version {number} was recorded otherwise.");
    }

    [TestCaseSource(nameof(Versions))]
    public void Should_know_every_transition(int number) =>
        new RecordedVersion(number).Histories.SelectMany(history => history.Steps).Where(step => step.Sent.Count > 0)
            .Select(step => (step.From, step.Event)).Distinct()
            .ShouldBe(OrderProcessTable.Rows.Keys, ignoreOrder: true);

    [Test]
    public void Should_be_recorded_for_the_present_version() =>
        RecordedVersion.All[^1].Number.ShouldBe(OrderStateMachine.DefinitionVersion, "run infra/record-version.sh");

    [Test]
    public async Task Should_tell_which_step_leads_elsewhere()
    {
        var elsewhere = new PlantedChange("NotificationSent", after: order => order.CurrentState = "Rejected");

        (await DifferencesAsync(elsewhere)).ShouldContain(
            "\"paid and told\", step 3 (NotificationSent): what the order did was AwaitingNotification → Completed, and is AwaitingNotification → Rejected now.");
    }

    [Test]
    public async Task Should_tell_which_message_says_something_else()
    {
        var changed = new PlantedChange("PaymentDeclined", before: order => order.Email = "somebody.else@example.com");

        var differences = await DifferencesAsync(changed);

        differences.Count.ShouldBe(2);
        differences[0].ShouldStartWith(
            "\"declined\", step 2 (PaymentDeclined): what urn:message:Sagas.Contracts.Notifications:SendNotification says was {");
        differences[0].ShouldContain("\"email\":\"ada@example.com\"");
        differences[0].ShouldContain(", and is {");
        differences[0].ShouldContain("\"email\":\"somebody.else@example.com\"");
    }

    [Test]
    public async Task Should_tell_which_step_is_no_longer_made()
    {
        var refuses = new PlantedChange(
            "PaymentRefunded", before: _ => throw new InvalidOperationException("No refunds any more."));

        (await DifferencesAsync(refuses)).ShouldContain(
            "\"the payment failed\", step 3 (PaymentRefunded): what the order did was Compensating → Cancelled, and is given up (No refunds any more.) now.");
    }

    private static async Task<IReadOnlyList<string>> DifferencesAsync(PlantedChange change)
    {
        await using var replay = await HistoryReplay.StartAsync(change);
        var differences = new List<string>();
        foreach (var history in RecordedVersion.All[0].Histories)
        {
            if (await replay.FindDifferenceAsync(history) is { } difference)
                differences.Add(difference);
        }

        return differences;
    }
}
