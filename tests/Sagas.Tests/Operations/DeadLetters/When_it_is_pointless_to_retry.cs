using System.Net;
using System.Text.Json;
using Sagas.Operations.DeadLetters;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Operations.World;
using Sagas.Web.Lists;

namespace Sagas.Tests.Operations.DeadLetters;

/// <summary>An order was cancelled because its payment could not be made: paying it now would do nothing.</summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_it_is_pointless_to_retry
{
    private RunningService _service = null!;
    private Guid _orderId;

    [TearDown]
    public async Task Stop_the_service() => await _service.DisposeAsync();

    [Test]
    public async Task Should_be_told_wherever_the_dead_letter_is_shown()
    {
        await GiveUpAsync();
        const string Told = "Its order is already Cancelled: retrying would do nothing.";

        var item = await ItemAsync();
        item.Saga.ShouldNotBeNull().Pointless.ShouldBe(Told);
        (await _service.GetAsync<DeadLetterView>($"/operations/dead-letters/{item.DeadLetterId}")).Saga!.Pointless.ShouldBe(Told);
        (await _service.PageAsync($"/dead-letters/{item.DeadLetterId}")).ShouldContain(Told);
        var list = await _service.PageAsync("/dead-letters");
        list.ShouldContain(Told);
        list.ShouldContain("1 pointless to retry");
        list.ShouldContain("Retry 0 of 1; 1 pointless to retry are left out");
        (await _service.PageAsync($"/sagas/{OperatedService.Orders}/{_orderId}")).ShouldContain("retrying would do nothing");
    }

    [Test]
    public async Task Should_be_found_and_left_out()
    {
        await GiveUpAsync();

        (await ListAsync("?pointless=only")).ShouldHaveSingleItem().Saga!.SagaId.ShouldBe(_orderId);
        (await ListAsync("?pointless=with")).ShouldHaveSingleItem();
        (await ListAsync("?pointless=without")).ShouldBeEmpty();
        var (status, problem) = await _service.AskAsync("/operations/dead-letters?pointless=perhaps");
        status.ShouldBe(400);
        problem.GetProperty("errors").GetProperty("pointless")[0].GetString().ShouldBe("Must be with, without or only.");
        (await GroupAsync()).ShouldSatisfyAllConditions(
            group => group.Count.ShouldBe(1), group => group.Pointless.ShouldBe(1), group => group.AtStake.ShouldBeEmpty());
    }

    [Test]
    public async Task Should_not_be_part_of_a_job_unless_it_is_asked_for()
    {
        await GiveUpAsync();
        var id = (await ItemAsync()).DeadLetterId;

        var (refused, problem) = await StartAsync("{}");
        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        problem.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain("1 were left out");
        (await StartAsync("""{"pointless":"perhaps"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        var (started, job) = await StartAsync($$"""{"deadLetterIds":["{{id}}"]}""");
        started.ShouldBe(HttpStatusCode.Accepted, "Whoever names it means it.");
        job.GetProperty("total").GetInt32().ShouldBe(1);
    }

    [Test]
    public async Task Should_say_how_many_a_job_leaves_out()
    {
        await GiveUpAsync();
        await _service.SendAsync(new Contracts.Orders.CancelOrder(Guid.NewGuid(), "An unknown order"));
        await _service.LetTimePassAsync();
        (await ListAsync("")).Count.ShouldBe(2);

        var (status, job) = await StartAsync("{}");

        status.ShouldBe(HttpStatusCode.Accepted);
        (job.GetProperty("total").GetInt32(), job.GetProperty("leftOut").GetInt32()).ShouldBe((1, 1));
        job.GetProperty("filter").GetProperty("pointless").GetString().ShouldBe("without");
        (await StartAsync("""{"pointless":"with"}""")).Body.GetProperty("leftOut").GetInt32().ShouldBe(0);
    }

    [Test]
    public async Task Should_not_be_said_of_an_order_that_still_waits()
    {
        await GiveUpAsync(
            ("Sagas:Orders:OnPaymentFailure", "Wait"), ("Sagas:Durability:RedeliveryDelays:0", "00:00:01"));

        (await ItemAsync()).Saga.ShouldNotBeNull().ShouldSatisfyAllConditions(
            saga => saga.Pointless.ShouldBeNull(), saga => saga.State.ShouldBe("AwaitingPayment"),
            saga => saga.Customer.ShouldBe("c-7"), saga => (saga.Amount, saga.Currency).ShouldBe((39.80m, "EUR")));
        (await GroupAsync()).ShouldSatisfyAllConditions(
            group => group.Pointless.ShouldBe(0), group => group.Sagas.ShouldBe(1),
            group => group.AtStake.ShouldBe([new AmountAtStake(39.80m, "EUR")], ignoreOrder: false));
        var list = await _service.PageAsync("/dead-letters");
        list.ShouldContain("39.80 EUR");
        list.ShouldContain("c-7");
        list.ShouldContain($"./sagas/{OperatedService.Orders}/{_orderId}");
        var export = await _service.Http.GetStringAsync(new Uri("/operations/dead-letters/export", UriKind.Relative));
        JsonSerializer.Deserialize<JsonElement>(export).GetProperty("saga").GetProperty("customer").GetString().ShouldBe("c-7");
    }

    private async Task GiveUpAsync(params (string Key, string Value)[] settings)
    {
        _service = await RunningService.StartAsync(settings);
        _orderId = await _service.SubmitAsync("tok_down", "c-7");
        if (settings.Length == 0)
        {
            await _service.LetTimePassAsync();
            await _service.UntilStateAsync(_orderId, OrderStatus.Cancelled);
            return;
        }

        // Until the payment is given up, but not until the order's timer fires.
        await _service.UntilAsync(
            async () =>
            {
                _service.Time.Advance(TimeSpan.FromSeconds(1));
                return (await ListAsync("")).Count == 1;
            },
            "the payment to be given up");
    }

    private async Task<DeadLetterItem> ItemAsync() => (await ListAsync("")).ShouldHaveSingleItem();

    private async Task<IReadOnlyList<DeadLetterItem>> ListAsync(string query) =>
        (await _service.GetAsync<PageView<DeadLetterItem>>($"/operations/dead-letters{query}")).Items;

    private async Task<DeadLetterGroupView> GroupAsync() =>
        (await _service.GetAsync<DeadLetterGroups>("/operations/dead-letters/groups")).Items.ShouldHaveSingleItem();

    private async Task<(HttpStatusCode Status, JsonElement Body)> StartAsync(string letters)
    {
        using var answer = await _service.PostAsync(
            "/operations/retry-jobs", $$"""{"reason":"Perhaps it helps","letters":{{letters}}}""");
        return (answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()));
    }
}
