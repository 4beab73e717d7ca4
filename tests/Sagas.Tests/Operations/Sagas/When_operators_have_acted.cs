using System.Net;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Operations.DeadLetters;
using Sagas.Operations.Sagas;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Operations.World;
using Sagas.Web.Lists;

namespace Sagas.Tests.Operations.Sagas;

/// <summary>The timeline of a saga tells who did what, why, and what has come of it.</summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_operators_have_acted
{
    private RunningService _service = null!;
    private Guid _orderId;

    [TearDown]
    public async Task Stop_the_service() => await _service.DisposeAsync();

    private string Page => $"/sagas/{OperatedService.Orders}/{_orderId}";

    [Test]
    public async Task Should_tell_what_has_come_of_a_command()
    {
        _service = await RunningService.StartAsync();
        _orderId = await _service.SubmitPaidAsync("tok_visa", "c-1");

        await ActAsync($"{Page}/commands/cancel", "The customer called", HttpStatusCode.Accepted);
        await _service.UntilStateAsync(_orderId, OrderStatus.Cancelled);

        var action = (await SagaAsync()).Actions.ShouldHaveSingleItem();
        (action.Actor, action.Action, action.Reason).ShouldBe(("local", "saga.cancel", "The customer called"));
        action.Effect.ShouldNotBeNull().ShouldSatisfyAllConditions(
            effect => effect.Status.ShouldBe(EffectStatus.Handled), effect => effect.Step.ShouldBe("Compensating"));
        var page = await TextAsync();
        page.ShouldContain("<b>Cancel order</b>");
        page.ShouldContain("“The customer called”");
        page.ShouldContain(", now Cancelled");
        _service.Notifications.OpenForAll();
    }

    [Test]
    public async Task Should_tell_that_a_retry_has_failed_again()
    {
        _service = await RunningService.StartAsync(
            ("Sagas:Orders:OnPaymentFailure", "Wait"), ("Sagas:Durability:RedeliveryDelays:0", "00:00:01"));
        _orderId = await _service.SubmitAsync("tok_down");
        var first = await GivenUpAsync(except: null);

        await ActAsync($"/dead-letters/{first}/retry", "It is back", HttpStatusCode.Accepted);
        var second = await GivenUpAsync(first);

        var action = (await SagaAsync()).Actions.ShouldHaveSingleItem();
        action.Effect.ShouldBe(new ActionEffect(EffectStatus.FailedAgain, DeadLetterId: second));
        var page = await TextAsync();
        page.ShouldContain("Dead letter retried: ProcessPayment");
        page.ShouldContain($"href=\"./dead-letters/{second}\">a dead letter again</a>");
        WebUtility.HtmlDecode(await _service.PageAsync($"/dead-letters/{first}")).ShouldContain("… failed again, and is");

        // A later retry that goes well is another story.
        await _service.InDatabaseAsync(async db =>
        {
            var letter = await db.Set<DeadLetter>().SingleAsync(again => again.DeadLetterId == second);
            db.Add(new InboxMessage
            {
                MessageId = letter.MessageId!.Value,
                ConsumerId = letter.ConsumerId!,
                ReceivedAt = _service.Time.GetUtcNow(),
            });
            return await db.SaveChangesAsync();
        });
        (await SagaAsync()).Actions.ShouldHaveSingleItem().Effect!.Status.ShouldBe(EffectStatus.FailedAgain);
    }

    [Test]
    public async Task Should_tell_why_a_dead_letter_was_discarded_and_what_the_order_does_then()
    {
        _service = await RunningService.StartAsync(
            ("Sagas:Orders:OnPaymentFailure", "Wait"), ("Sagas:Durability:RedeliveryDelays:0", "00:00:01"));
        _orderId = await _service.SubmitAsync("tok_down");
        var letter = await GivenUpAsync(except: null);
        var question = WebUtility.HtmlDecode(await _service.PageAsync($"/dead-letters/{letter}/discard"));

        await ActAsync($"/dead-letters/{letter}/discard", "Nobody pays this", HttpStatusCode.NoContent);

        var saga = await SagaAsync();
        var timer = saga.Waiting.Single(message => message.Type == "PaymentExpired");
        question.ShouldContain(
            "The order will stay in AwaitingPayment until its timer PaymentExpired fires at "
            + $"{timer.DueAt:yyyy-MM-dd HH:mm:ss} UTC");
        question.ShouldContain("; then it goes to Compensating.");
        saga.Prospect.ShouldHaveSingleItem().ShouldContain("until its timer PaymentExpired fires");
        saga.Actions.ShouldHaveSingleItem().Effect.ShouldBeNull();
        var page = await TextAsync();
        page.ShouldContain("Dead letter discarded: ProcessPayment");
        page.ShouldContain("“Nobody pays this”");
    }

    [Test]
    public async Task Should_offer_what_can_be_done_beside_the_cause()
    {
        _service = await RunningService.StartAsync(
            ("Sagas:Orders:OnPaymentFailure", "Wait"), ("Sagas:Durability:RedeliveryDelays:0", "00:00:01"));
        _orderId = await _service.SubmitAsync("tok_down");
        var letter = await GivenUpAsync(except: null);

        var page = await TextAsync();

        page.ShouldContain("Why it waits");
        page.ShouldContain($"action=\"./actions/dead-letters/{letter}/retry\"");
        page.ShouldContain($"href=\"./dead-letters/{letter}#change\"");
        page.ShouldContain($"href=\"./dead-letters/{letter}/discard\"");
        page.ShouldContain("; then it goes to Compensating");
        page.ShouldContain("AwaitingPayment; 1 dead letter", customMessage: "The diagram tells it, too.");
    }

    private async Task<Guid> GivenUpAsync(Guid? except)
    {
        Guid? found = null;
        await _service.UntilAsync(
            async () =>
            {
                _service.Time.Advance(TimeSpan.FromSeconds(1));
                found = (await _service.GetAsync<PageView<DeadLetterItem>>("/operations/dead-letters")).Items
                    .Where(letter => letter.DeadLetterId != except).Select(letter => (Guid?)letter.DeadLetterId)
                    .SingleOrDefault();
                return found is not null;
            },
            "the payment to be given up");
        return found!.Value;
    }

    private async Task ActAsync(string path, string reason, HttpStatusCode status)
    {
        using var answer = await _service.PostAsync($"/operations{path}", $$"""{"reason":"{{reason}}"}""");
        answer.StatusCode.ShouldBe(status);
    }

    private Task<SagaDetailView> SagaAsync() => _service.GetAsync<SagaDetailView>($"/operations{Page}");

    private async Task<string> TextAsync() => WebUtility.HtmlDecode(await _service.PageAsync(Page));
}
