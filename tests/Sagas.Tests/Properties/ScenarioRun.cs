namespace Sagas.Tests.Properties;

/// <summary>Lets a scenario happen to new orders of a running host, and looks at them afterwards.</summary>
internal sealed class ScenarioRun(OrderHost host)
{
    private readonly Guid[] _orderIds = [.. Enumerable.Range(0, Scenario.Orders).Select(_ => Guid.CreateVersion7())];
    private readonly List<Delivery> _delivered = [];
    private readonly List<Delivery> _next = [];

    /// <summary>Throws if something is broken afterwards.</summary>
    public static async Task ShouldBreakNothingAsync(OrderHost host, Scenario scenario)
    {
        var run = new ScenarioRun(host);
        foreach (var happening in scenario.Happenings)
            await run.HappensAsync(happening);
        await run.CalmDownAsync();

        (await host.InDatabaseAsync(database => OrderRules.BreachesAsync(database, run._delivered))).ShouldBeEmpty();
        (await host.InDatabaseAsync(database => host.Outside.DifferencesAsync(database, run._orderIds))).ShouldBeEmpty();
    }

    private async Task HappensAsync(Happening happening)
    {
        switch (happening)
        {
            case Happening.Comes comes:
                var delivery = Delivery.Of(comes.Event, _orderIds[comes.Order]);
                _delivered.Add(delivery);
                _next.Add(delivery);
                break;
            case Happening.ComesAgain again when _delivered.Count > 0:
                _next.Add(_delivered[^(again.Back % _delivered.Count + 1)]);
                break;
            case Happening.TimePasses time:
                await DeliverAsync();
                host.Time.Advance(TimeSpan.FromMinutes(time.Minutes));
                break;
            case Happening.Calm:
                await CalmDownAsync();
                break;
        }
    }

    private async Task CalmDownAsync()
    {
        await DeliverAsync();
        await host.UntilQuietAsync();
    }

    private async Task DeliverAsync()
    {
        await host.DeliverAsync(_next);
        _next.Clear();
    }
}
