using System.Net;
using Sagas.Durability.Tables;
using Sagas.Tests.Operations.World;
using Sagas.Tests.Orders.Api;

namespace Sagas.Tests.Operations.DeadLetters;

[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal class When_dead_letters_are_looked_at
{
    private ApiFixture _api = null!;

    [OneTimeSetUp]
    public void Start() => _api = new ApiFixture();

    [OneTimeTearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [Test]
    public async Task Should_be_grouped_by_what_they_died_of()
    {
        await PlantAsync("grouped");
        await PlantAsync("grouped");
        await PlantAsync("another");

        var page = await _api.PageAsync("/dead-letters");

        var group = page[page.IndexOf("/dead-letters?endpoint=grouped", StringComparison.Ordinal)..];
        group = group[..group.IndexOf("</tr>", StringComparison.Ordinal)];
        group.ShouldContain($"exceptionType={PlantedDeadLetters.ExceptionType}");
        group.ShouldContain("messageType=urn%3Amessage%3ASagas.Contracts.Orders%3ACancelOrder");
        group.ShouldContain(">GatewayAwayException<");
        group.ShouldContain("class=\"number\">2<");
    }

    [TestCase("endpoint=chosen")]
    [TestCase("endpoint=chosen&exceptionType=" + PlantedDeadLetters.ExceptionType
        + "&messageType=CancelOrder&text=Nobody+reaches&sagaId=")]
    [TestCase("endpoint=chosen&from=2020-01-01 10:00&to=2199-01-01")]
    public async Task Should_be_found(string search)
    {
        var deadLetter = await PlantAsync("chosen");
        var other = await PlantAsync("not-chosen");

        var page = await _api.PageAsync($"/dead-letters?{search}");

        page.ShouldContain($"/dead-letters/{deadLetter.DeadLetterId}");
        page.ShouldNotContain($"{other.DeadLetterId}");
        page.ShouldContain("/operations/dead-letters/export?endpoint=chosen");
    }

    [Test]
    public async Task Should_be_listed_page_by_page()
    {
        var deadLetters = new List<DeadLetter>();
        for (var number = 0; number < 60; number++)
            deadLetters.Add(await PlantAsync("long"));

        var first = await _api.PageAsync("/dead-letters?endpoint=long");
        var next = first[first.IndexOf("/dead-letters?endpoint=long&cursor=", StringComparison.Ordinal)..];
        var second = await _api.PageAsync(next[..next.IndexOf('"', StringComparison.Ordinal)]);

        deadLetters.Count(deadLetter => first.Contains($"/dead-letters/{deadLetter.DeadLetterId}", StringComparison.Ordinal))
            .ShouldBe(50);
        deadLetters.Count(deadLetter => second.Contains($"/dead-letters/{deadLetter.DeadLetterId}", StringComparison.Ordinal))
            .ShouldBe(10);
        deadLetters.ShouldAllBe(
            deadLetter => (first + second).Contains($"/dead-letters/{deadLetter.DeadLetterId}", StringComparison.Ordinal));
    }

    [TestCase("text=ab", "text")]
    [TestCase("sagaId=7", "sagaId")]
    [TestCase("from=someday", "from")]
    [TestCase("cursor=x", "cursor")]
    public async Task Should_say_what_is_wrong_with_a_search(string search, string name)
    {
        var page = await _api.PageAsync($"/dead-letters?{search}", HttpStatusCode.BadRequest);

        page.ShouldContain("role=\"alert\"");
        page.ShouldContain($"<b>{name}</b>");
    }

    [Test]
    public async Task Should_each_be_shown_with_all_that_is_known()
    {
        var orderId = await _api.SubmitAsync();
        await _api.MoveAsync(orderId, "OrderSubmitted", "AwaitingPayment");
        var deadLetter = await PlantAsync("shown", orderId);

        var page = await _api.PageAsync($"/dead-letters/{deadLetter.DeadLetterId}");

        page.ShouldContain($"Nobody reaches {PlantedDeadLetters.Email}.");
        page.ShouldContain("at Sagas.Tests.Planted()");
        page.ShouldContain($"\"messageId\": \"{deadLetter.MessageId}\"", customMessage: "The body is written out.");
        page.ShouldContain("<td>Colour</td>");
        page.ShouldContain($"/dead-letters?conversationId={deadLetter.ConversationId}");
        page.ShouldContain($"href=\"./sagas/{OperatedService.Orders}/{orderId}\"");
    }

    [Test]
    public async Task Should_not_be_found_if_there_never_was_one() =>
        (await _api.PageAsync($"/dead-letters/{Guid.NewGuid()}", HttpStatusCode.NotFound)).ShouldContain("Dead letter not found");

    private Task<DeadLetter> PlantAsync(string endpoint, Guid? sagaId = null) =>
        _api.InDatabaseAsync(db => db.PlantAsync(PlantedDeadLetters.New(endpoint, _api.Time.GetUtcNow(), sagaId)));
}
