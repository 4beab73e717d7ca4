using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Tables;
using Sagas.Operations.Alerts;
using Sagas.Operations.Sagas;
using Sagas.Orders;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Operations.World;

namespace Sagas.Tests.Operations.Alerts;

/// <summary>An order whose payment fails again and again takes steps, but does not get anywhere.</summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_a_stuck_saga_takes_steps
{
    private static readonly TimeSpan Expected = TimeSpan.FromMinutes(1);

    private RunningService _service = null!;
    private Guid _orderId;

    [SetUp]
    public async Task Fail()
    {
        _service = await RunningService.StartAsync(
            ("Sagas:Operations:Expected:OrderState:AwaitingPayment", $"{Expected:c}"),
            ("Sagas:Operations:AlertInterval", "01:00:00"),
            ("Sagas:Orders:OnPaymentFailure", "Wait"),
            ("Sagas:Durability:RedeliveryDelays:0", "00:00:00.010"));
        _orderId = await _service.SubmitAsync("tok_down");
        await FailedAsync(times: 1);
    }

    [TearDown]
    public async Task Stop_the_service() => await _service.DisposeAsync();

    [Test]
    public async Task Should_be_stuck_although_its_last_step_was_just_now()
    {
        _service.Time.Advance(Expected);
        await FailAgainAsync(times: 2);

        await LookAsync();

        var alert = (await AlertsAsync()).ShouldHaveSingleItem();
        var first = (await StepsAsync())[0];
        (alert.Since, alert.SagaVersion).ShouldBe((first.At, first.Version));
        (await _service.GetAsync<SagaDetailView>($"/operations/sagas/{OperatedService.Orders}/{_orderId}"))
            .Saga.StateEnteredAt.ShouldBe(first.At);
    }

    [Test]
    public async Task Should_keep_its_alert_and_its_age()
    {
        _service.Time.Advance(Expected);
        await LookAsync();
        var alert = (await AlertsAsync()).ShouldHaveSingleItem();

        await FailAgainAsync(times: 2);
        await LookAsync();

        (await AlertsAsync()).ShouldHaveSingleItem().ShouldBe(alert);
        (await AlertsAsync("closed")).ShouldBeEmpty();
    }

    [Test]
    public async Task Should_tell_of_the_time_in_the_history_only_by_its_steps()
    {
        await FailAgainAsync(times: 2);

        var steps = await StepsAsync();
        steps.ShouldAllBe(step => !step.Changes.Contains("stateEnteredAt", StringComparison.Ordinal));
        var order = await _service.InDatabaseAsync(db =>
            db.Set<OrderState>().AsNoTracking().SingleAsync(order => order.CorrelationId == _orderId));
        (order.StateEnteredAt, order.UpdatedAt).ShouldBe((steps[0].At, steps[^1].At));
        steps[^1].At.ShouldBeGreaterThan(steps[0].At);
    }

    [Test]
    public async Task Should_believe_the_history_rather_than_the_row()
    {
        // As a process of an older version leaves it behind.
        await _service.InDatabaseAsync(db => db.Set<OrderState>().ExecuteUpdateAsync(set => set.SetProperty(
            order => order.StateEnteredAt, DateTimeOffset.UnixEpoch)));

        await LookAsync();
        (await AlertsAsync()).ShouldBeEmpty();

        _service.Time.Advance(Expected);
        await LookAsync();
        await LookAsync();
        (await AlertsAsync()).ShouldHaveSingleItem().Since.ShouldBe((await StepsAsync())[0].At);
    }

    [Test]
    public async Task Should_open_the_alert_again_that_a_step_had_closed()
    {
        var alertId = await PlantAsync(acknowledgedBy: null);
        _service.Time.Advance(Expected);

        await LookAsync();

        (await AlertsAsync()).ShouldHaveSingleItem().AlertId.ShouldBe(alertId);
    }

    [Test]
    public async Task Should_leave_the_alert_alone_that_somebody_had_closed()
    {
        await PlantAsync(acknowledgedBy: "Ada");
        _service.Time.Advance(Expected);

        await LookAsync();

        (await AlertsAsync()).ShouldBeEmpty();
        (await _service.PageAsync("/stuck")).ShouldContain("Ada: They know");
    }

    // An alert used to be about a version, and closed by the next one or by somebody.
    private async Task<Guid> PlantAsync(string? acknowledgedBy)
    {
        var last = (await StepsAsync())[^1];
        var alert = new SagaAlert
        {
            AlertId = Guid.CreateVersion7(last.At),
            SagaType = OperatedService.Orders,
            SagaId = _orderId,
            SagaVersion = last.Version,
            State = last.ToState,
            Since = last.At,
            OpenedAt = last.At,
            ClosedAt = last.At,
            AcknowledgedBy = acknowledgedBy,
            Note = acknowledgedBy is null ? null : "They know",
        };
        await _service.InDatabaseAsync(db =>
        {
            db.Add(alert);
            return db.SaveChangesAsync();
        });
        return alert.AlertId;
    }

    private async Task FailAgainAsync(int times)
    {
        var letter = await _service.InDatabaseAsync(db =>
            db.Set<DeadLetter>().Select(letter => letter.DeadLetterId).SingleAsync());
        using var answer = await _service.PostAsync(
            $"/operations/dead-letters/{letter}/retry", """{"reason":"It may work now"}""");
        answer.EnsureSuccessStatusCode();
        await FailedAsync(times);
    }

    private Task FailedAsync(int times) => _service.UntilAsync(
        async () =>
        {
            _service.Time.Advance(TimeSpan.FromMilliseconds(20));
            return (await StepsAsync()).Count == times + 1
                && await _service.InDatabaseAsync(db => db.Set<DeadLetter>().CountAsync()) == 1;
        },
        $"the payment to fail {times} times");

    private Task<List<SagaTransition>> StepsAsync() => _service.InDatabaseAsync(db => db.Set<SagaTransition>().AsNoTracking()
        .Where(step => step.SagaId == _orderId).OrderBy(step => step.Version).ToListAsync());

    private Task LookAsync() => _service.Services.GetRequiredService<AlertWatch>().LookAsync(CancellationToken.None);

    private Task<List<AlertView>> AlertsAsync(string status = "open") =>
        _service.GetAsync<List<AlertView>>($"/operations/alerts?status={status}");
}
