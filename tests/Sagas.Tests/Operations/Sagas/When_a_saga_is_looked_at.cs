using Sagas.Access.Callers;
using Sagas.Access.Settings;
using Sagas.Operations.Sagas;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Operations.World;

namespace Sagas.Tests.Operations.Sagas;

[EveryBed]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_a_saga_is_looked_at
{
    private RunningService _service = null!;

    [SetUp]
    public async Task Start_the_service() => _service = await RunningService.StartAsync();

    [TearDown]
    public async Task Stop_the_service() => await _service.DisposeAsync();

    [Test]
    public async Task Should_tell_its_history_and_what_it_waits_for()
    {
        var orderId = await _service.SubmitPaidAsync("tok_visa", "c-1");

        var saga = await GetAsync(orderId);

        saga.Saga.State.ShouldBe("AwaitingNotification");
        saga.Steps.Select(step => $"{step.Event}: {step.From} → {step.To}").ShouldBe(
            ["OrderSubmitted: Initial → AwaitingPayment", "PaymentCompleted: AwaitingPayment → AwaitingNotification"]);
        // Embedded, a message waits until its consumer is done with it.
        var timer = saga.Waiting.Where(message => message.DueAt is not null).ShouldHaveSingleItem();
        saga.Waiting.Except([timer]).ShouldAllBe(message => message.Type == "SendNotification");
        timer.Type.ShouldBe("NotificationExpired");
        timer.DueAt.ShouldNotBeNull().ShouldBeGreaterThan(_service.Time.GetUtcNow());
        timer.Body.ShouldContain($"{orderId}");
    }

    // Whoever asks about the order must be told that something has failed, and when it goes on.
    [Test]
    public async Task Should_tell_why_it_waits_for_the_next_attempt()
    {
        await _service.DisposeAsync();
        _service = await RunningService.StartAsync(("Sagas:Durability:RedeliveryDelays:0", "01:00:00"));
        var orderId = await _service.SubmitAsync("tok_down");
        await _service.UntilAsync(
            async () => (await GetAsync(orderId)).Waiting.Any(message => message.LastError is not null), "the redelivery");

        var failing = (await GetAsync(orderId)).Waiting.Single(message => message.LastError is not null);
        failing.Type.ShouldBe("ProcessPayment");
        failing.Attempts.ShouldBe(1);
        failing.DueAt!.Value.ShouldBe(_service.Time.GetUtcNow().AddHours(1), TimeSpan.FromMilliseconds(1));
        failing.TimerId.ShouldBeNull();
        var page = await _service.PageAsync($"/sagas/{OperatedService.Orders}/{orderId}");
        page.ShouldContain("Why it waits");
        page.ShouldContain("has failed in attempt 1 of 2.");
        page.ShouldContain("Next attempt");
        page.ShouldContain("The timer PaymentExpired fires at");
    }

    // Whoever looks at one order need not know that something is wrong with a queue to be told so.
    [Test]
    public async Task Should_tell_that_it_waits_for_a_queue_that_is_paused()
    {
        await _service.DisposeAsync();
        _service = await RunningService.StartAsync(
            ("Sagas:Durability:BreakerFailures", "3"), ("Sagas:Durability:BreakerPause", "00:15:00"),
            ("Sagas:Durability:RedeliveryDelays:0", "1.00:00:00"));
        var orderId = await _service.SubmitAsync("tok_down");
        for (var i = 0; i < 2; i++)
            await _service.SubmitAsync("tok_down");

        await _service.UntilAsync(
            async () =>
            {
                // Pages look again every two seconds.
                _service.Time.Advance(TimeSpan.FromSeconds(2));
                var page = await _service.PageAsync($"/sagas/{OperatedService.Orders}/{orderId}");
                var why = page.IndexOf("Why it waits", StringComparison.Ordinal);
                return why > 0 && page.IndexOf("Queue process-payment is paused", why, StringComparison.Ordinal) > 0;
            },
            "the page to tell why the order waits");
    }

    [Test]
    public async Task Should_tell_what_was_given_up()
    {
        var orderId = await _service.SubmitAsync("tok_down");
        await _service.LetTimePassAsync();

        var page = await _service.PageAsync($"/sagas/{OperatedService.Orders}/{orderId}");

        page.ShouldContain("What has failed");
        page.ShouldContain("<b>ProcessPayment</b> was given up");
    }

    [Test]
    public async Task Should_mask_for_readers_whom_to_reach_and_how_to_charge()
    {
        var key = ApiKey.Make();
        await _service.DisposeAsync();
        _service = await RunningService.StartAsync(
            ("Sagas:Access:ApiKeys:0:Name", "reader"), ("Sagas:Access:ApiKeys:0:Hash", ApiKey.Hash(key)),
            ("Sagas:Access:ApiKeys:0:Roles", $"{AccessRoles.OperationsReader}, {AccessRoles.OrdersSubmitter}"));
        _service.Http.DefaultRequestHeaders.Add(ApiKey.Header, key);
        var orderId = await _service.SubmitAsync("tok_visa");
        await _service.UntilStateAsync(orderId, OrderStatus.Completed);

        var saga = await GetAsync(orderId);
        saga.Saga.Fields["email"]!.ToString().ShouldBe("a***@example.com");
        saga.Saga.Fields["paymentToken"]!.ToString().ShouldBe("***visa");
        saga.Steps[0].Changes["email"]!.ToString().ShouldBe("a***@example.com");
        var page = await _service.PageAsync($"/sagas/{OperatedService.Orders}/{orderId}");
        page.ShouldContain("a***@example.com");
        page.ShouldNotContain("ada@example.com");
        page.ShouldNotContain("tok_visa");
    }

    [Test]
    public async Task Should_tell_operators_everything()
    {
        var orderId = await _service.SubmitAsync("tok_visa");

        (await GetAsync(orderId)).Saga.Fields["email"]!.ToString().ShouldBe("ada@example.com");
    }

    [Test]
    public async Task Should_show_its_way_through_the_machine()
    {
        var orderId = await _service.SubmitAsync("tok_declined");
        await _service.UntilStateAsync(orderId, OrderStatus.Rejected);

        var page = await _service.PageAsync($"/sagas/{OperatedService.Orders}/{orderId}");

        page.ShouldContain("class=\"was\">PaymentDeclined<");
        page.ShouldContain("PaymentDeclined</b>");
        page.ShouldContain("AwaitingPayment → Rejected");
    }

    [Test]
    public async Task Should_show_its_dead_letters()
    {
        var orderId = await _service.SubmitAsync("tok_down");
        await _service.LetTimePassAsync();

        (await GetAsync(orderId)).DeadLetters.ShouldHaveSingleItem();
        var page = await _service.PageAsync($"/sagas/{OperatedService.Orders}/{orderId}");
        page.ShouldContain("process-payment");
    }

    [Test]
    public async Task Should_say_that_it_is_not_there()
    {
        var unknown = Guid.NewGuid();
        var (status, body) = await _service.AskAsync($"/operations/sagas/{OperatedService.Orders}/{unknown}");

        status.ShouldBe(404);
        body.GetProperty("code").GetString().ShouldBe("saga_not_found");
        (await _service.PageAsync($"/sagas/{OperatedService.Orders}/{unknown}", 404)).ShouldContain("no stored or archived saga");
    }

    private Task<SagaDetailView> GetAsync(Guid orderId) =>
        _service.GetAsync<SagaDetailView>($"/operations/sagas/{OperatedService.Orders}/{orderId}");
}
