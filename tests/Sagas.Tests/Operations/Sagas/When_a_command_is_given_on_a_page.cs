using System.Net;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Tests.Operations.World;
using Sagas.Tests.Orders.Api;

namespace Sagas.Tests.Operations.Sagas;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_a_command_is_given_on_a_page
{
    private ApiFixture _api = null!;
    private Guid _orderId;

    [SetUp]
    public async Task Wait_for_a_payment()
    {
        _api = new ApiFixture();
        _orderId = await _api.SubmitAsync();
        await _api.MoveAsync(_orderId, "OrderSubmitted", "AwaitingPayment");
    }

    [TearDown]
    public async Task Stop() => await _api.DisposeAsync();

    private string Page => $"/sagas/{OperatedService.Orders}/{_orderId}";

    [Test]
    public async Task Should_send_the_command()
    {
        using var answer = await _api.FillInAsync(Page, $"/actions{Page}/cancel", ("reason", " The customer called "));

        (await _api.NoticeAsync(answer)).ShouldBe("Cancellation requested.");
        (await AuditAsync()).ShouldBe([("saga.cancel", "The customer called")]);
    }

    // What was filled in is not lost.
    [TestCase("", "Is required.")]
    [TestCase(" ", "Must not be blank.")]
    [TestCase("The customer\tcalled", "Must not contain control characters.")]
    public async Task Should_take_the_reasons_that_the_API_takes_and_no_others(string reason, string wrong)
    {
        using var answer = await _api.FillInAsync(Page, $"/actions{Page}/cancel", ("reason", reason));

        var page = await answer.PageAsync(HttpStatusCode.UnprocessableEntity);
        page.ShouldContain($"<li><b>reason</b>: {wrong}</li>");
        if (reason.Length > 0)
            page.ShouldContain($"name=\"reason\" value=\"{reason}\"");
        (await AuditAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task Should_say_that_it_comes_too_late()
    {
        var other = await _api.SubmitAsync();
        await _api.MoveAsync(other, "OrderSubmitted", "AwaitingPayment");
        await _api.MoveAsync(_orderId, "PaymentDeclined", "Rejected");

        // The page was loaded before; the token is that of any page.
        using var answer = await _api.SendFormAsync(
            $"/sagas/{OperatedService.Orders}/{other}", $"/actions{Page}/cancel", ("reason", "The customer called"));

        (await _api.NoticeAsync(answer, isRefusal: true)).ShouldBe("Cancel order: too late, nothing was sent.");
    }

    // A link must not put words into the service's mouth.
    [TestCase("?notice=Please+call+0900")]
    [TestCase("?Notice=Please+call+0900")]
    public async Task Should_say_nothing_that_an_address_says(string query) =>
        (await _api.PageAsync($"{Page}{query}")).ShouldNotContain("role=\"status\"");

    [Test]
    public async Task Should_say_nothing_that_somebody_elses_cookie_says()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Page);
        request.Headers.Add("Cookie", "sagas-notice=CfDJ8Please-call-0900");

        using var answer = await _api.Client.SendAsync(request);

        (await answer.PageAsync(HttpStatusCode.OK)).ShouldNotContain("role=\"status\"");
    }

    private async Task<List<(string Action, string? Reason)>> AuditAsync() =>
        (await _api.InDatabaseAsync(db => db.Set<AuditEntry>().AsNoTracking().ToListAsync()))
            .ConvertAll(entry => (entry.Action, entry.Reason));
}
