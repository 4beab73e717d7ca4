using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Operations.Alerts;
using Sagas.Operations.Audit;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Operations.World;
using Sagas.Web.Lists;

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
        (await ClosedAsync()).ShouldHaveSingleItem().ClosedAt.ShouldNotBeNull();
        (await _service.PageAsync("/stuck")).ShouldContain("No open alerts.");
    }

    [Test]
    public async Task Should_be_quiet_about_it_once_somebody_takes_notice()
    {
        var orderId = await _service.SubmitPaidAsync("tok_visa", "c-1");
        _service.Time.Advance(TimeSpan.FromSeconds(31));
        await LookAsync();
        var alert = (await OpenAsync()).ShouldHaveSingleItem();

        using var answer = await _service.PostAsync(
            $"/operations/alerts/{alert.AlertId}/acknowledge", """{"reason":"The mail server is being mended"}""");
        await LookAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await OpenAsync()).ShouldBeEmpty();
        (await ClosedAsync()).ShouldHaveSingleItem().AcknowledgedBy.ShouldBe("local");
        var entry = (await _service.GetAsync<PageView<AuditItem>>($"/operations/audit?sagaId={orderId}")).Items
            .ShouldHaveSingleItem();
        (entry.Action, entry.Reason).ShouldBe(("alert.acknowledge", "The mail server is being mended"));
        using var again = await _service.PostAsync($"/operations/alerts/{alert.AlertId}/acknowledge", """{"reason":"Again"}""");
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
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

    private Task<List<SagaAlert>> OpenAsync() => _service.GetAsync<List<SagaAlert>>("/operations/alerts");

    private Task<List<SagaAlert>> ClosedAsync() => _service.GetAsync<List<SagaAlert>>("/operations/alerts?closed=true");
}
