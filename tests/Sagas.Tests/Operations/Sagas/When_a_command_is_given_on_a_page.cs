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

    [TestCase("", "reason: Is required.")]
    [TestCase(" ", "reason: Must not be blank.")]
    [TestCase("The customer\tcalled", "reason: Must not contain control characters.")]
    public async Task Should_take_the_reasons_that_the_API_takes_and_no_others(string reason, string notice)
    {
        using var answer = await _api.FillInAsync(Page, $"/actions{Page}/cancel", ("reason", reason));

        (await _api.NoticeAsync(answer)).ShouldBe($"Nothing was done. {notice}");
        (await AuditAsync()).ShouldBeEmpty();
    }

    private async Task<List<(string Action, string? Reason)>> AuditAsync() =>
        (await _api.InDatabaseAsync(db => db.Set<AuditEntry>().AsNoTracking().ToListAsync()))
            .ConvertAll(entry => (entry.Action, entry.Reason));
}
