using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Operations.Alerts;
using Sagas.Operations.Audit;
using Sagas.Operations.Overview;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Operations.World;
using Sagas.Web.Lists;

namespace Sagas.Tests.Operations.Alerts;

/// <summary>Somebody takes care of a stuck order, which is still stuck.</summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_an_alert_is_acknowledged
{
    private static readonly TimeSpan Reminder = TimeSpan.FromMinutes(15);

    private RunningService _service = null!;
    private Guid _orderId;
    private Guid _alertId;

    [SetUp]
    public async Task Acknowledge()
    {
        _service = await RunningService.StartAsync(
            ("Sagas:Operations:Expected:OrderState:AwaitingNotification", "00:00:30"),
            ("Sagas:Operations:AlertInterval", "01:00:00"),
            ("Sagas:Orders:NotificationTimeout", "1.00:00:00"));
        _orderId = await _service.SubmitPaidAsync("tok_visa", "c-1");
        _service.Time.Advance(TimeSpan.FromSeconds(31));
        await LookAsync();
        _alertId = (await AlertsAsync()).ShouldHaveSingleItem().AlertId;
        using var answer = await PostAsync("acknowledge", new
        {
            reason = "The mail server is being mended",
            remindAt = _service.Time.GetUtcNow() + Reminder,
        });
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [TearDown]
    public async Task Stop_the_service() => await _service.DisposeAsync();

    [Test]
    public async Task Should_not_be_open_but_still_stuck()
    {
        await LookAsync();

        (await AlertsAsync()).ShouldBeEmpty();
        (await AlertsAsync("closed")).ShouldBeEmpty();
        var alert = (await AlertsAsync("acknowledged")).ShouldHaveSingleItem();
        (alert.Status, alert.AcknowledgedBy, alert.Note).ShouldBe(
            (AlertStatus.Acknowledged, "local", "The mail server is being mended"));
        (await OverviewAsync()).ShouldSatisfyAllConditions(
            overview => overview.OpenAlerts.ShouldBe(0), overview => overview.AcknowledgedAlerts.ShouldBe(1));
    }

    [Test]
    public async Task Should_be_shown_with_who_and_why()
    {
        var saga = await _service.PageAsync($"/sagas/{OperatedService.Orders}/{_orderId}");
        saga.ShouldContain("Still stuck");
        saga.ShouldContain("The mail server is being mended");
        (await _service.PageAsync("/stuck")).ShouldSatisfyAllConditions(
            page => page.ShouldContain("<b>1</b> stuck, <b>1</b> acknowledged"), page => page.ShouldContain("No open alerts."));
        (await _service.PageAsync("/stuck?status=acknowledged")).ShouldContain("The mail server is being mended");
        (await _service.PageAsync("/stuck?status=all")).ShouldContain($"{_orderId}");
    }

    [Test]
    public async Task Should_be_open_again_when_the_reminder_is_due()
    {
        _service.Time.Advance(Reminder);
        await LookAsync();

        var alert = (await AlertsAsync()).ShouldHaveSingleItem();
        (alert.AlertId, alert.Status, alert.AcknowledgedBy).ShouldBe((_alertId, AlertStatus.Open, "local"));
        (await AlertsAsync("acknowledged")).ShouldBeEmpty();
        (await _service.PageAsync($"/sagas/{OperatedService.Orders}/{_orderId}")).ShouldContain("acknowledged before by");
        using var again = await PostAsync("acknowledge", new { reason = "It takes longer" });
        again.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        _service.Time.Advance(TimeSpan.FromDays(3));
        (await AlertsAsync()).ShouldBeEmpty("It was acknowledged for good.");
    }

    [Test]
    public async Task Should_be_open_again_if_that_is_taken_back()
    {
        using var answer = await PostAsync("unacknowledge", new { reason = "It was another one" });
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var alert = (await AlertsAsync()).ShouldHaveSingleItem();
        (alert.AlertId, alert.AcknowledgedBy, alert.Note, alert.RemindAt).ShouldBe((_alertId, null, null, null));
        using var again = await PostAsync("unacknowledge", new { reason = "Again" });
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Test]
    public async Task Should_be_closed_when_the_saga_leaves_the_state()
    {
        _service.Notifications.OpenForAll();
        await _service.UntilStateAsync(_orderId, OrderStatus.Completed);
        await LookAsync();

        (await AlertsAsync("acknowledged")).ShouldBeEmpty();
        var alert = (await AlertsAsync("closed")).ShouldHaveSingleItem();
        (alert.MovedTo, alert.AcknowledgedBy).ShouldBe(("Completed", "local"));
        alert.MovedAt.ShouldBe((await _service.HistoryAsync(_orderId))[^1].At);
        (await _service.PageAsync("/stuck")).ShouldContain("acknowledged by local: The mail server is being mended");
    }

    [Test]
    public async Task Should_be_acknowledged_once()
    {
        using var again = await PostAsync("acknowledge", new { reason = "Again" });

        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var entry = (await _service.GetAsync<PageView<AuditItem>>($"/operations/audit?sagaId={_orderId}")).Items
            .ShouldHaveSingleItem();
        (entry.Action, entry.Reason).ShouldBe(("alert.acknowledge", "The mail server is being mended"));
    }

    [Test]
    public async Task Should_not_be_reminded_in_the_past()
    {
        using var late = await PostAsync("acknowledge", new { reason = "Late", remindAt = _service.Time.GetUtcNow() });

        late.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<OverviewSample> OverviewAsync()
    {
        await using var scope = _service.Services.CreateAsyncScope();
        return await _service.Services.GetRequiredService<OverviewSampler>().LookAsync(
            scope.ServiceProvider.GetRequiredService<Microsoft.EntityFrameworkCore.DbContext>(), CancellationToken.None);
    }

    private Task<HttpResponseMessage> PostAsync(string action, object body) =>
        _service.Http.PostAsJsonAsync(new Uri($"/operations/alerts/{_alertId}/{action}", UriKind.Relative), body);

    private Task LookAsync() => _service.Services.GetRequiredService<AlertWatch>().LookAsync(CancellationToken.None);

    private Task<List<AlertView>> AlertsAsync(string status = "open") =>
        _service.GetAsync<List<AlertView>>($"/operations/alerts?status={status}");
}
