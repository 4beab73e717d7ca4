using Sagas.Operations.Sagas;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Operations.World;

namespace Sagas.Tests.Operations.Sagas;

[EveryBed]
internal sealed class When_sagas_are_looked_for
{
    private const string Other = "c-7";

    private RunningService _service = null!;
    private List<Guid> _completed = null!;
    private Guid _rejected;
    private Guid _paid;

    [OneTimeSetUp]
    public async Task Place_orders()
    {
        _service = await RunningService.StartAsync();
        _completed = [];
        for (var i = 0; i < 4; i++)
        {
            _completed.Insert(0, await _service.SubmitAsync("tok_visa"));
            _service.Time.Advance(TimeSpan.FromSeconds(1));
        }

        _rejected = await _service.SubmitAsync("tok_insufficient_funds", Other);
        // Its customer is told before the door is closed, or it would be their notification that is waited for.
        await _service.UntilQuietAsync();
        _service.Time.Advance(TimeSpan.FromSeconds(1));
        _paid = await _service.SubmitPaidAsync("tok_visa", Other);
        foreach (var order in _completed)
            await _service.UntilStateAsync(order, OrderStatus.Completed);
        await _service.UntilStateAsync(_rejected, OrderStatus.Rejected);
    }

    [OneTimeTearDown]
    public async Task Stop_the_service() => await _service.DisposeAsync();

    [Test]
    public async Task Should_list_the_newest_first() => (await FoundAsync("")).ShouldBe([_paid, _rejected, .. _completed]);

    [Test]
    public async Task Should_find_by_id() => (await FoundAsync($"?id={_rejected}")).ShouldBe([_rejected]);

    [Test]
    public async Task Should_find_by_state() =>
        (await FoundAsync("?state=Rejected&state=AwaitingNotification")).ShouldBe([_paid, _rejected]);

    [Test]
    public async Task Should_find_by_the_fields_of_the_type() =>
        (await FoundAsync($"?customerId={Other}")).ShouldBe([_paid, _rejected]);

    [TestCase("insufficient")]
    [TestCase("INSUFFICIENT")]
    public async Task Should_find_by_words(string word) => (await FoundAsync($"?text={word}")).ShouldBe([_rejected]);

    [Test]
    public async Task Should_take_words_as_they_are() => (await FoundAsync("?text=%25%25%25")).ShouldBeEmpty();

    [Test]
    public async Task Should_find_by_age()
    {
        var at = (await _service.OrderAsync(_completed[0])).SubmittedAt;

        (await FoundAsync($"?from={at:yyyy-MM-ddTHH:mm:ssZ}&to={at.AddSeconds(1):yyyy-MM-ddTHH:mm:ssZ}"))
            .ShouldBe([_completed[0]]);
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(6)]
    [TestCase(7)]
    public async Task Should_show_each_once_page_by_page(int limit)
    {
        var seen = new List<Guid>();
        string? next = "";
        while (next is not null)
        {
            var page = await _service.ListAsync($"?limit={limit}{(next.Length > 0 ? $"&cursor={next}" : "")}");
            seen.AddRange(page.Items.Select(saga => saga.SagaId));
            next = page.Next;
        }

        seen.ShouldBe([_paid, _rejected, .. _completed]);
    }

    [TestCase("?id=7", "id")]
    [TestCase("?state=Lost", "state")]
    [TestCase("?from=yesterday", "from")]
    [TestCase("?limit=0", "limit")]
    [TestCase("?limit=many", "limit")]
    [TestCase("?cursor=x", "cursor")]
    public async Task Should_name_what_it_cannot_read(string query, string field)
    {
        var (status, body) = await _service.AskAsync($"/operations/sagas/{OperatedService.Orders}{query}");

        status.ShouldBe(400);
        body.GetProperty("errors").EnumerateObject().Single().Name.ShouldBe(field);
        (await _service.PageAsync($"/sagas/{OperatedService.Orders}{query}", 400)).ShouldContain($"<b>{field}</b>");
    }

    [Test]
    public async Task Should_say_that_a_type_is_not_there()
    {
        var (status, body) = await _service.AskAsync("/operations/sagas/Elephants");

        status.ShouldBe(404);
        body.GetProperty("code").GetString().ShouldBe("saga_type_not_found");
        await _service.PageAsync("/sagas/Elephants", 404);
    }

    [Test]
    public async Task Should_show_the_same_on_the_page()
    {
        var page = await _service.PageAsync($"/sagas/{OperatedService.Orders}?customerId={Other}");

        page.ShouldContain($"/sagas/{OperatedService.Orders}/{_paid}");
        page.ShouldContain($"/sagas/{OperatedService.Orders}/{_rejected}");
        page.ShouldNotContain($"{_completed[0]}");
    }

    [Test]
    public async Task Should_describe_the_type()
    {
        var kind = (await _service.GetAsync<List<SagaTypeView>>("/operations/sagas")).ShouldHaveSingleItem();

        kind.Name.ShouldBe(OperatedService.Orders);
        kind.FinalStates.ShouldBe(["Completed", "Rejected", "Cancelled"], ignoreOrder: true);
        kind.Fields.ShouldBe(["customerId"]);
        kind.Commands.Select(command => command.Name).ShouldBe(["cancel", "retry-compensation", "resolve"]);
    }

    private async Task<IEnumerable<Guid>> FoundAsync(string query) =>
        (await _service.ListAsync(query)).Items.Select(saga => saga.SagaId);
}
