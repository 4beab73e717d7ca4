using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Sagas.Access.Settings;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Tables;
using Sagas.Operations.Sagas;
using Sagas.Orders;
using Sagas.Tests.Access.World;
using Sagas.Tests.Harness;
using Sagas.Tests.Operations.Diagrams;
using Sagas.Tests.Operations.World;

namespace Sagas.Tests.Operations.Redaction;

/// <summary>Who sees masks must not find out by trying what is behind them.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class When_a_reader_searches
{
    private static readonly string[] Seeing = [AccessRoles.OperationsOperator, AccessRoles.OperationsAdmin];

    private readonly Guid _orderId = Guid.CreateVersion7();

    private GuardedService _service = null!;
    private DeadLetter _deadLetter = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _service = new(Credentials.Settings);
        var now = _service.Time.GetUtcNow();
        await _service.InDatabaseAsync(db =>
        {
            db.Add(new OrderState
            {
                CorrelationId = _orderId,
                CurrentState = "Rejected",
                Version = 2,
                CustomerId = "c-42",
                Email = PlantedDeadLetters.Email,
                Currency = "EUR",
                PaymentToken = "tok_declined",
                Reason = "card_declined",
                SubmittedAt = now,
                UpdatedAt = now,
            });
            return db.SaveChangesAsync();
        });
        _deadLetter = await _service.PlantAsync("probed", _orderId);
        var removed = await _service.PlantAsync("removed");
        await _service.Services.GetRequiredService<DeadLetterService>()
            .DiscardAsync(removed.DeadLetterId, new("Ada", "A duplicate"), default);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [TestCase("/operations/dead-letters")]
    [TestCase("/operations/dead-letters/groups")]
    [TestCase("/operations/dead-letters/export")]
    public async Task Should_not_look_for_words_in_letters(string path)
    {
        using var refused = await _service.AskAsync($"{path}?text=ada%40", AccessRoles.OperationsReader);
        (await refused.ProblemAsync(HttpStatusCode.Forbidden, "words_are_masked")).Text("detail")
            .ShouldContain("operations.operator");

        foreach (var role in Seeing)
        {
            using var found = await _service.AskAsync($"{path}?text=ada%40", role);
            found.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await found.Content.ReadAsStringAsync()).ShouldContain("probed");
        }
    }

    [Test]
    public async Task Should_not_be_asked_for_words_on_the_page()
    {
        var page = await _service.PageAsync("/dead-letters", AccessRoles.OperationsReader);
        page.ShouldContain(_deadLetter.Endpoint);
        page.ShouldNotContain("name=\"text\"");

        var refused = await _service.PageAsync(
            "/dead-letters?text=ada%40", AccessRoles.OperationsReader, HttpStatusCode.Forbidden);
        refused.ShouldContain("This requires the role operations.operator.");
        refused.ShouldNotContain(_deadLetter.Endpoint);

        var operators = await _service.PageAsync("/dead-letters?text=ada%40", AccessRoles.OperationsOperator);
        operators.ShouldContain(_deadLetter.Endpoint);
        operators.ShouldContain("name=\"text\"");
    }

    [TestCase("duplicate", true, true)]
    [TestCase("ada%40example", false, true)]
    [TestCase("nowhere", false, false)]
    public async Task Should_find_in_the_audit_only_what_is_shown(string word, bool reader, bool others)
    {
        (await FindsInAuditAsync(word, AccessRoles.OperationsReader)).ShouldBe(reader);
        foreach (var role in Seeing)
            (await FindsInAuditAsync(word, role)).ShouldBe(others);
    }

    [TestCase("card_decl", true)]
    [TestCase("ada%40example", false)]
    public async Task Should_find_sagas_only_by_what_is_shown(string word, bool reader)
    {
        (await FindsOrderAsync(word, AccessRoles.OperationsReader)).ShouldBe(reader);
        foreach (var role in Seeing)
            (await FindsOrderAsync(word, role)).ShouldBeTrue();
    }

    [TestCase("c-42", true)]
    [TestCase("card_decl", true)]
    [TestCase("ada%40example", false)]
    [TestCase("example.com", false)]
    [TestCase("tok_declined", false, false)]
    public async Task Should_find_everywhere_only_what_is_shown(string word, bool reader, bool others = true)
    {
        (await FindsEverywhereAsync(word, AccessRoles.OperationsReader)).ShouldBe(reader);
        foreach (var role in Seeing)
            (await FindsEverywhereAsync(word, role)).ShouldBe(others);
    }

    [Test]
    public async Task Should_be_told_what_is_not_searched()
    {
        var page = await _service.PageAsync("/search?q=ada%40example", AccessRoles.OperationsReader);

        page.ShouldContain("Orders, by e-mail: not searched, because this is masked.");
        page.ShouldContain("Texts of dead letters: not searched, because they are masked.");
        page.ShouldNotContain($"{_orderId}");
    }

    [Test]
    public async Task Should_see_masks_in_letters_on_the_page_of_their_saga()
    {
        var page = await _service.PageAsync($"/sagas/{OperatedService.Orders}/{_orderId}", AccessRoles.OperationsReader);
        page.ShouldContain($"/dead-letters/{_deadLetter.DeadLetterId}");
        page.ShouldNotContain(PlantedDeadLetters.Email);

        (await _service.PageAsync($"/sagas/{OperatedService.Orders}/{_orderId}", AccessRoles.OperationsOperator))
            .ShouldContain(PlantedDeadLetters.Email);
    }

    [TestCase(false, new[] { "address", "text" })]
    [TestCase(true, new string[0])]
    public void Should_not_search_by_a_field_that_is_masked(bool showsSecrets, string[] wrong)
    {
        var kind = DrawnSagaType.Described(
            parcels => parcels.FoundBy(x => x.Address!, "Address").Contains(x => x.Address).Secret(x => x.Address, _ => "***"));
        KeyValuePair<string, StringValues>[] given = [new("address", "1 Main Street"), new("text", "Main")];

        var query = SagaSearch.Read(kind, showsSecrets, given);

        query.Errors.Keys.ShouldBe(wrong, ignoreOrder: true);
        query.Errors.Values.ShouldAllBe(errors => errors.Single().Contains(AccessRoles.OperationsOperator));
        query.Filter.LeavesOutSecrets.ShouldBe(!showsSecrets);
    }

    private async Task<bool> FindsInAuditAsync(string word, string role)
    {
        var onPage = (await _service.PageAsync($"/audit?text={word}", role))
            .Contains("Dead letter discarded</b>", StringComparison.Ordinal);
        using var answer = await _service.AskAsync($"/operations/audit?text={word}", role);
        ((await answer.JsonAsync()).GetProperty("items").GetArrayLength() > 0).ShouldBe(onPage);
        return onPage;
    }

    private async Task<bool> FindsEverywhereAsync(string word, string role)
    {
        using var answer = await _service.AskAsync($"/operations/search?q={word}", role);
        return (await answer.JsonAsync()).GetProperty("items").EnumerateArray()
            .Any(item => item.GetProperty("id").GetString() == $"{_orderId}");
    }

    private async Task<bool> FindsOrderAsync(string word, string role)
    {
        var onPage = (await _service.PageAsync($"/sagas/{OperatedService.Orders}?text={word}", role))
            .Contains($"{_orderId}", StringComparison.Ordinal);
        using var answer = await _service.AskAsync($"/operations/sagas/{OperatedService.Orders}?text={word}", role);
        ((await answer.JsonAsync()).GetProperty("items").GetArrayLength() > 0).ShouldBe(onPage);
        return onPage;
    }
}
