namespace Sagas.Tests.Orders.World;

/// <summary>A state of the world: a running process, in which something happens once before the tests look at it.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal abstract class OrderProcessFixture
{
    protected OrderProcessHarness Process { get; private set; } = null!;

    protected OrderUnderTest Order { get; set; } = null!;

    /// <summary>When it had happened.</summary>
    protected DateTimeOffset Happened { get; private set; }

    /// <summary>The present moment as it is stored.</summary>
    protected DateTimeOffset Now
    {
        get
        {
            var now = Process.Clock.GetUtcNow();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        }
    }

    protected virtual IReadOnlyList<KeyValuePair<string, string?>> Settings => [];

    [OneTimeSetUp]
    public async Task Arrange()
    {
        Process = await OrderProcessHarness.StartAsync(Settings);
        Order = new OrderUnderTest(Process);
        await HappensAsync();
        Happened = Now;
    }

    [OneTimeTearDown]
    public async Task Stop() => await Process.DisposeAsync();

    protected abstract Task HappensAsync();

    /// <summary>Brings a new order into a state by the messages that lead there, and forgets what was said on the way.</summary>
    protected async Task<OrderUnderTest> OrderInAsync(string state)
    {
        var order = new OrderUnderTest(Process);
        foreach (var message in OrderProcessTable.WayTo(state, order))
            (await order.ReceivesAsync(message)).ShouldBeNull();

        order.State.ShouldBe(state);
        order.Listen();
        return order;
    }
}
