using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Tests.Orders.World;

namespace Sagas.Tests.Properties;

/// <summary>
/// The order process on the durable layer under any messages in any order, at once or one by one, with duplicates, strays
/// and timers.
/// </summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class Whatever_comes_for_an_order
{
    private const int Cases = 100;
    private const int LongestCase = 30;

    private OrderHost _host = null!;

    [OneTimeSetUp]
    public async Task Start() => _host = await OrderHost.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [Test]
    public async Task Should_break_nothing()
    {
        Always.Holds(Scenario.Any(), scenario => ScenarioRun.ShouldBreakNothingAsync(_host, scenario), Cases, LongestCase);

        // Cases that lead nowhere would prove nothing.
        var seen = await _host.InDatabaseAsync(database => database.Set<SagaTransition>()
            .Select(step => new { step.FromState, step.Event, step.ToState }).Distinct().ToListAsync());
        await TestContext.Out.WriteLineAsync(
            $"{seen.Count} of {OrderProcessTable.Rows.Count} rows of the process's table were walked.");
        seen.Select(step => step.ToState).Distinct().ShouldBe(OrderProcessTable.States, ignoreOrder: true);
    }
}
