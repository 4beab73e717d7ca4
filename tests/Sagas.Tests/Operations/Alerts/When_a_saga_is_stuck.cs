using Microsoft.Extensions.DependencyInjection;
using Sagas.Operations.Alerts;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Operations.World;

namespace Sagas.Tests.Operations.Alerts;

[EveryBed]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_a_saga_is_stuck
{
    private RunningService _service = null!;

    [SetUp]
    public async Task Start_the_service() =>
        _service = await RunningService.StartAsync(("Sagas:Operations:Expected:OrderState:AwaitingNotification", "00:00:30"));

    [TearDown]
    public async Task Stop_the_service() => await _service.DisposeAsync();

    [Test]
    public async Task Should_open_one_alert_that_stays_until_it_moves()
    {
        var orderId = await _service.SubmitPaidAsync("tok_visa", "c-1");
        await LookAsync();
        (await OpenAsync()).ShouldBeEmpty("It is not late yet.");

        _service.Time.Advance(TimeSpan.FromSeconds(31));
        await LookAsync();
        await LookAsync();

        var alert = (await OpenAsync()).ShouldHaveSingleItem();
        alert.SagaId.ShouldBe(orderId);
        alert.State.ShouldBe("AwaitingNotification");
        (await _service.PageAsync("/stuck")).ShouldContain($"/sagas/{OperatedService.Orders}/{orderId}");

        _service.Notifications.OpenForAll();
        await _service.UntilStateAsync(orderId, OrderStatus.Completed);
        await LookAsync();

        (await OpenAsync()).ShouldBeEmpty();
        var closed = (await ClosedAsync()).ShouldHaveSingleItem();
        (closed.AlertId, closed.MovedTo).ShouldBe((alert.AlertId, "Completed"));
        closed.ClosedAt.ShouldNotBeNull();
        (await _service.PageAsync("/stuck")).ShouldContain("moved on to Completed at ");
        (await _service.PageAsync("/stuck")).ShouldContain("No open alerts.");
    }

    [Test]
    public async Task Should_not_take_an_order_for_stuck_that_is_over()
    {
        var orderId = await _service.SubmitAsync("tok_visa");
        await _service.UntilStateAsync(orderId, OrderStatus.Completed);
        _service.Time.Advance(TimeSpan.FromDays(30));

        await LookAsync();

        (await OpenAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task Should_open_one_alert_however_many_look()
    {
        await _service.SubmitPaidAsync("tok_visa", "c-1");
        _service.Time.Advance(TimeSpan.FromSeconds(31));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => LookAsync()));

        (await OpenAsync()).ShouldHaveSingleItem();
    }

    private Task LookAsync() => _service.Services.GetRequiredService<AlertWatch>().LookAsync(CancellationToken.None);

    private Task<List<AlertView>> OpenAsync() => _service.GetAsync<List<AlertView>>("/operations/alerts");

    private Task<List<AlertView>> ClosedAsync() => _service.GetAsync<List<AlertView>>("/operations/alerts?closed=true");
}
