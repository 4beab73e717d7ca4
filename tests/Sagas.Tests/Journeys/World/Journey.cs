namespace Sagas.Tests.Journeys.World;

/// <summary>A state of the world: the running service, in which something happens once before the tests look at it.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal abstract class Journey
{
    protected RunningService Service { get; private set; } = null!;

    /// <summary>The order that the journey is about.</summary>
    protected Guid OrderId { get; set; }

    protected virtual IReadOnlyList<(string Key, string Value)> Settings => [];

    [OneTimeSetUp]
    public async Task Arrange()
    {
        Service = await RunningService.StartAsync([.. Settings]);
        await HappensAsync();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (Service is not null)
            await Service.DisposeAsync();
    }

    [Test]
    public Task Should_keep_every_invariant() => Service.ShouldKeepItsPromisesAsync();

    protected abstract Task HappensAsync();
}
