using System.Net;
using Sagas.Operations.Audit;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Operations.World;
using Sagas.Web.Lists;

namespace Sagas.Tests.Operations.Sagas;

[EveryBed]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_a_saga_is_told_what_to_do
{
    private const string Why = """{"reason":"The customer called"}""";

    private RunningService _service = null!;

    [SetUp]
    public async Task Start_the_service() => _service = await RunningService.StartAsync();

    [TearDown]
    public async Task Stop_the_service() => await _service.DisposeAsync();

    [Test]
    public async Task Should_do_it_and_say_in_the_audit_who_wanted_it()
    {
        var orderId = await _service.SubmitPaidAsync("tok_visa", "c-1");

        (await TellAsync(orderId, "cancel", Why)).ShouldBe(HttpStatusCode.Accepted);

        await _service.UntilStateAsync(orderId, OrderStatus.Cancelled);
        (await _service.OrderAsync(orderId)).Reason.ShouldBe("The customer called");
        var entry = (await _service.GetAsync<PageView<AuditItem>>($"/operations/audit?sagaId={orderId}")).Items
            .ShouldHaveSingleItem();
        (entry.Action, entry.Actor, entry.Reason).ShouldBe(("saga.cancel", "local", "The customer called"));
        _service.Notifications.OpenForAll();
        await _service.ShouldKeepItsPromisesAsync();
    }

    [Test]
    public async Task Should_settle_an_order_by_hand_whose_refund_fails()
    {
        var orderId = await _service.SubmitPaidAsync("tok_refund_down", "c-1");
        (await TellAsync(orderId, "cancel", Why)).ShouldBe(HttpStatusCode.Accepted);
        await _service.UntilStateAsync(orderId, OrderStatus.Compensating);
        _service.Notifications.OpenForAll();
        await _service.LetTimePassAsync();
        await _service.UntilStateAsync(orderId, OrderStatus.NeedsAttention);

        (await TellAsync(orderId, "resolve", Why)).ShouldBe(HttpStatusCode.Accepted);

        await _service.UntilStateAsync(orderId, OrderStatus.Cancelled);
    }

    [Test]
    public async Task Should_refuse_what_comes_too_late_and_write_nothing()
    {
        var orderId = await _service.SubmitAsync("tok_visa");
        await _service.UntilStateAsync(orderId, OrderStatus.Completed);

        (await TellAsync(orderId, "cancel", Why)).ShouldBe(HttpStatusCode.Conflict);

        (await _service.GetAsync<PageView<AuditItem>>("/operations/audit")).Items.ShouldBeEmpty();
    }

    [TestCase("explode", Why, HttpStatusCode.NotFound)]
    [TestCase("cancel", """{"reason":" "}""", HttpStatusCode.BadRequest)]
    [TestCase("cancel", "{}", HttpStatusCode.BadRequest)]
    public async Task Should_refuse_what_it_does_not_understand(string command, string body, HttpStatusCode status)
    {
        var orderId = await _service.SubmitPaidAsync("tok_visa", "c-1");

        (await TellAsync(orderId, command, body)).ShouldBe(status);
        (await _service.OrderAsync(orderId)).State.ShouldBe(OrderStatus.AwaitingNotification);
    }

    [Test]
    public async Task Should_not_take_the_word_of_a_form_that_is_not_its_own()
    {
        var orderId = await _service.SubmitPaidAsync("tok_visa", "c-1");
        using var form = new FormUrlEncodedContent([new("reason", "Because")]);

        using var answer = await _service.Http.PostAsync(
            new Uri($"/actions/sagas/{OperatedService.Orders}/{orderId}/cancel", UriKind.Relative), form);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await _service.OrderAsync(orderId)).State.ShouldBe(OrderStatus.AwaitingNotification);
    }

    private async Task<HttpStatusCode> TellAsync(Guid orderId, string command, string body)
    {
        using var answer = await _service.PostAsync(
            $"/operations/sagas/{OperatedService.Orders}/{orderId}/commands/{command}", body);
        return answer.StatusCode;
    }
}
