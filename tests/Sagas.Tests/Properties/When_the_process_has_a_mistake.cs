namespace Sagas.Tests.Properties;

/// <summary>The properties would be worth nothing if they could not fail.</summary>
[EveryBed]
internal class When_the_process_has_a_mistake
{
    [Test]
    public async Task Should_be_found_and_told_by_the_shortest_way_there()
    {
        await using var host = await OrderHost.StartAsync(new Mistake());

        var broken = Should.Throw<PropertyBrokenException>(() =>
            Always.Holds(Scenario.Any(), scenario => ScenarioRun.ShouldBreakNothingAsync(host, scenario), count: 500, size: 40));

        await TestContext.Out.WriteLineAsync(broken.Message);
        broken.Message.ShouldStartWith("To see it again, set SAGAS_PROPERTY_SEED=");
        broken.Message.ShouldContain("went from AwaitingNotification to Rejected by NotificationSent.");
        // Submitted, paid, told.
        // A case that cannot be made shorter is told once, as the original.
        var shrunk = broken.Message.Split(["Shrunk:", "Original:"], StringSplitOptions.None)[^1].Split("with exception:")[0];
        shrunk.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length
            .ShouldBe(3, broken.Message);
    }
}
