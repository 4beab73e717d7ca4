using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Operations.Search;
using Sagas.Orders.Api;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Operations.World;

namespace Sagas.Tests.Operations.Search;

[EveryBed]
internal sealed class When_somebody_searches_everything
{
    private const string Customer = "kirchner-4711";
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    private RunningService _service = null!;
    private Guid _order;
    private Guid _other;
    private DeadLetter _letter = null!;
    private SagaTransition _step = null!;

    [OneTimeSetUp]
    public async Task Fill_the_service()
    {
        _service = await RunningService.StartAsync();
        _order = await _service.SubmitAsync("tok_visa", Customer);
        _other = await _service.SubmitAsync("tok_visa", "c-1");
        foreach (var order in new[] { _order, _other })
            await _service.UntilStateAsync(order, OrderStatus.Completed);
        await _service.UntilQuietAsync();
        _letter = await _service.InDatabaseAsync(
            db => db.PlantAsync(PlantedDeadLetters.New("planted", _service.Time.GetUtcNow())));
        await _service.InDatabaseAsync(db => db.Set<SagaTransition>()
            .Where(step => step.SagaId == _other && step.Version == 2)
            .ExecuteUpdateAsync(set => set.SetProperty(step => step.TraceId, Trace)));
        _step = await _service.InDatabaseAsync(db => db.Set<SagaTransition>().AsNoTracking()
            .SingleAsync(step => step.SagaId == _other && step.Version == 2));
    }

    [OneTimeTearDown]
    public async Task Stop_the_service() => await _service.DisposeAsync();

    [Test]
    public async Task Should_go_straight_to_the_only_page()
    {
        (await TargetAsync($"{_order}")).ShouldBe(PageOf(_order));
        (await TargetAsync($"{_letter.DeadLetterId}")).ShouldBe($"/dead-letters/{_letter.DeadLetterId}");
    }

    [TestCase(0)]
    [TestCase(5)]
    [TestCase(26)]
    public async Task Should_find_by_six_digits_of_an_id(int from) =>
        (await FoundAsync($"{_order:N}"[from..(from + 6)])).ShouldContain(
            item => item.Id == $"{_order}" && item.MatchedBy == "ID");

    [Test]
    public async Task Should_find_a_part_with_its_hyphens() =>
        (await FoundAsync($"{_order}"[14..])).ShouldContain(item => item.Id == $"{_order}");

    [TestCase(Customer)]
    [TestCase("kirchner")]
    [TestCase("KIRCHNER-47")]
    public async Task Should_find_by_a_part_of_the_customer(string part) => (await TargetAsync(part)).ShouldBe(PageOf(_order));

    [TestCase("ada@example.com")]
    [TestCase("ada@exam")]
    [TestCase("@example")]
    public async Task Should_find_by_half_an_address(string part)
    {
        var found = (await FoundAsync(part)).Where(item => item.Kind == "saga").ToList();

        found.Select(item => item.Id).ShouldBe([$"{_order}", $"{_other}"], ignoreOrder: true);
        found.ShouldAllBe(item => item.MatchedBy == "e-mail" && item.State == "Completed");
    }

    [Test]
    public async Task Should_find_the_saga_of_a_message_and_of_a_trace()
    {
        (await FoundAsync($"{_step.MessageId}")).ShouldContain(item => item.Kind == "message" && item.Page == PageOf(_other));
        (await TargetAsync(Trace)).ShouldBe(PageOf(_other));
        (await TargetAsync(Trace[8..20])).ShouldBe(PageOf(_other));
    }

    [Test]
    public async Task Should_find_dead_letters_by_their_messages_and_words()
    {
        (await TargetAsync($"{_letter.MessageId}")).ShouldBe($"/dead-letters/{_letter.DeadLetterId}");
        (await FoundAsync("Nobody reaches")).ShouldHaveSingleItem().Id.ShouldBe($"{_letter.DeadLetterId}");
    }

    [Test]
    public async Task Should_tell_what_was_searched()
    {
        var view = await _service.GetAsync<SearchView>("/operations/search?q=abcdef12");

        view.Searched.ShouldContain("Orders, by parts of their IDs: all; archived ones only by their whole IDs.");
        view.Searched.ShouldContain("Orders, by parts of Customer, e-mail, reason: all.");
        view.Searched.ShouldContain("Dead letters, by their IDs: all.");
        view.Searched.ShouldContain("Retry jobs, by their IDs: all.");
        var page = await _service.PageAsync("/search?q=abcdef12");
        view.Searched.ShouldAllBe(part => page.Contains(part, StringComparison.Ordinal));
        page.ShouldContain("Nothing found for");
    }

    [Test]
    public async Task Should_show_by_kind_what_is_not_alone()
    {
        var page = await _service.PageAsync("/search?q=ada%40example");

        page.ShouldContain("<h2>Sagas</h2>");
        page.ShouldContain("<h2>Dead letters</h2>");
        page.ShouldContain($".{PageOf(_order)}");
        page.ShouldContain($"./dead-letters/{_letter.DeadLetterId}");
    }

    [TestCase("ab")]
    [TestCase("%20")]
    public async Task Should_refuse_what_is_too_short(string q) =>
        (await _service.AskAsync($"/operations/search?q={q}")).Body.GetProperty("errors").GetProperty("q").GetArrayLength()
            .ShouldBe(1);

    [TestCase("/")]
    [TestCase("/audit")]
    [TestCase("/search")]
    [TestCase("/stuck")]
    public async Task Should_be_asked_on_every_page(string path) =>
        (await _service.PageAsync(path)).ShouldContain("<form class=\"find\" method=\"get\" action=\"./search\"");

    [Test]
    public async Task Should_take_signs_as_they_are() => (await FoundAsync("%25%25%25")).ShouldBeEmpty();

    private static string PageOf(Guid order) => $"/sagas/{OperatedService.Orders}/{order}";

    private async Task<IReadOnlyList<FoundView>> FoundAsync(string q) =>
        (await _service.GetAsync<SearchView>($"/operations/search?q={q}")).Items;

    private async Task<string?> TargetAsync(string q)
    {
        var target = (await _service.GetAsync<SearchView>($"/operations/search?q={q}")).Target;
        using var answer = await _service.Http.GetAsync(new Uri($"/search?q={q}", UriKind.Relative));
        // It was led there.
        answer.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe(target);
        return target;
    }
}
