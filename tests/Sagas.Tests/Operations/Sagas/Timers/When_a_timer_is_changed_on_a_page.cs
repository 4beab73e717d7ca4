using System.Net;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;
using Sagas.Orders;
using Sagas.Tests.Operations.World;
using Sagas.Tests.Orders.Api;

namespace Sagas.Tests.Operations.Sagas.Timers;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_a_timer_is_changed_on_a_page
{
    private ApiFixture _api = null!;
    private OutboxMessage _timer = null!;

    [SetUp]
    public async Task Wait_for_a_payment()
    {
        _api = new ApiFixture();
        var (orderId, token, dueAt) = (await _api.SubmitAsync(), Guid.NewGuid(), _api.Time.GetStorableUtcNow().AddMinutes(15));
        await _api.MoveAsync(orderId, "OrderSubmitted", "AwaitingPayment");
        await _api.InDatabaseAsync(
            db => db.Set<OrderState>().ExecuteUpdateAsync(set => set.SetProperty(order => order.PaymentTimeoutTokenId, token)));
        _timer = new OutboxMessage
        {
            OutboxId = Guid.NewGuid(),
            MessageId = Guid.NewGuid(),
            DestinationAddress = "queue:order-saga",
            MessageTypes = "urn:message:Sagas.Contracts.Orders:PaymentExpired",
            ContentType = "application/vnd.masstransit+json",
            Headers = "{}",
            Body = "{}",
            SagaId = orderId,
            TokenId = token,
            DueAt = dueAt,
            VisibleAt = dueAt,
        };
        await _api.InDatabaseAsync(db =>
        {
            db.Add(_timer);
            return db.SaveChangesAsync();
        });
    }

    [TearDown]
    public async Task Stop() => await _api.DisposeAsync();

    private string Page => $"/sagas/{OperatedService.Orders}/{_timer.SagaId}";

    private string Forms => $"/actions{Page}/timers/{_timer.OutboxId}";

    [Test]
    public async Task Should_fire_now()
    {
        using var answer = await _api.FillInAsync(Page, $"{Forms}/fire", ("reason", " The customer does not want to wait "));

        (await _api.NoticeAsync(answer)).ShouldBe("The timer is due now.");
        (await DueAsync()).ShouldBe(_api.Time.GetStorableUtcNow());
        (await AuditAsync()).ShouldBe([("timer.fire", "The customer does not want to wait")]);
    }

    [Test]
    public async Task Should_fire_at_another_time_in_UTC()
    {
        var later = new DateTimeOffset(_api.Time.GetUtcNow().Date, TimeSpan.Zero).AddDays(2).AddMinutes(5);

        using var answer = await _api.FillInAsync(
            Page, $"{Forms}/move", ("reason", "The provider is slow"), ("dueAt", $"{later:yyyy-MM-dd'T'HH:mm}"));

        (await _api.NoticeAsync(answer)).ShouldBe($"The timer fires at {later:yyyy-MM-dd HH:mm:ss} UTC.");
        (await DueAsync()).ShouldBe(later);
        (await AuditAsync()).ShouldBe([("timer.move", "The provider is slow")]);
    }

    [TestCase("fire", " ", "", "<b>reason</b>: Must not be blank.")]
    [TestCase("move", "Why not", "", "<b>dueAt</b>: Is required.")]
    [TestCase("move", "Why not", "2001-01-01T00:00", "<b>dueAt</b>: Must be later than now")]
    [TestCase("move", "Why not", "2901-01-01T00:00", "<b>dueAt</b>: Must be within 365 days")]
    [TestCase("move", "", "soon", "<b>reason</b>: Is required.")]
    [TestCase("move", "", "soon", "<b>dueAt</b>: Must be an ISO 8601 time")]
    public async Task Should_say_what_is_wrong_and_do_nothing(string form, string reason, string dueAt, string wrong)
    {
        using var answer = await _api.FillInAsync(Page, $"{Forms}/{form}", ("reason", reason), ("dueAt", dueAt));

        var page = await answer.PageAsync(HttpStatusCode.UnprocessableEntity);
        page.ShouldContain($"<li>{wrong}");
        page.ShouldContain($"value=\"{(form == "fire" ? reason : dueAt)}\"", customMessage: "What was filled in is not lost.");
        await ShouldBeUntouchedAsync();
    }

    [Test]
    public async Task Should_say_that_it_comes_too_late()
    {
        await _api.InDatabaseAsync(db => db.Set<OutboxMessage>()
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.VisibleAt, _timer.DueAt!.Value.AddSeconds(30))));
        using var fired = await _api.FillInAsync(Page, $"{Forms}/fire", ("reason", "Why not"));
        (await _api.NoticeAsync(fired, isRefusal: true)).ShouldBe("Too late: the timer is already firing. Nothing was done.");

        using var moved = await _api.SendFormAsync(
            Page, Forms.Replace($"{_timer.OutboxId}", $"{Guid.NewGuid()}", StringComparison.Ordinal) + "/move",
            ("reason", "Why not"), ("dueAt", $"{_timer.DueAt!.Value.AddHours(1):yyyy-MM-dd'T'HH:mm}"));
        (await _api.NoticeAsync(moved, isRefusal: true))
            .ShouldBe("Too late: the timer has fired or was cancelled. Nothing was done.");

        await ShouldBeUntouchedAsync();
    }

    private async Task ShouldBeUntouchedAsync()
    {
        (await DueAsync()).ShouldBe(_timer.DueAt);
        (await AuditAsync()).ShouldBeEmpty();
    }

    private Task<DateTimeOffset?> DueAsync() =>
        _api.InDatabaseAsync(
            db => db.Set<OutboxMessage>().Where(row => row.OutboxId == _timer.OutboxId).Select(row => row.DueAt).SingleAsync());

    private async Task<List<(string Action, string? Reason)>> AuditAsync() =>
        (await _api.InDatabaseAsync(db => db.Set<AuditEntry>().AsNoTracking().ToListAsync()))
            .ConvertAll(entry => (entry.Action, entry.Reason));
}
