using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Durability.Settings;
using Sagas.Operations.Alerts;
using Sagas.Orders;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Operations.World;

namespace Sagas.Tests.Operations.Alerts;

/// <summary>Stuck orders are looked at and acknowledged by what they have in common.</summary>
[EveryBed]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed partial class When_many_sagas_are_stuck
{
    private const int Waiting = 12;
    private const int Failed = 3;

    private RunningService _service = null!;
    private DateTimeOffset _began;
    private List<Guid> _failed = [];

    [SetUp]
    public async Task Let_them_be_stuck()
    {
        _service = await RunningService.StartAsync(("Sagas:Operations:AlertInterval", "01:00:00"));
        _began = _service.Time.GetStorableUtcNow().AddHours(-3);
        var orders = await PlantAsync(Waiting + Failed, _began);
        _failed = orders[..Failed];
        await _service.InDatabaseAsync(db =>
        {
            foreach (var (orderId, i) in _failed.Select((id, i) => (id, i)))
            {
                // An older one, about which others would group it.
                db.Add(PlantedDeadLetters.New("order-saga", _began.AddMinutes(i), orderId) with { ExceptionType = $"Old{i}" });
                db.Add(PlantedDeadLetters.New("order-saga", _began.AddHours(1), orderId) with
                {
                    ExceptionType = "System.TimeoutException",
                    Reason = $"The gateway did not answer for {i}.",
                });
            }

            return db.SaveChangesAsync();
        });
        await LookAsync();
    }

    [TearDown]
    public async Task Stop_the_service() => await _service.DisposeAsync();

    [Test]
    public async Task Should_be_grouped_by_state_and_last_error()
    {
        var groups = await GroupsAsync();

        groups.Select(group => (group.State, group.Cause, group.Count)).ShouldBe(
        [
            ("AwaitingPayment", StuckCauseKind.Waiting, Waiting), ("AwaitingPayment", StuckCauseKind.DeadLetter, Failed),
        ]);
        groups[0].Description.ShouldStartWith("no error: waiting for PaymentCompleted");
        groups[1].Description.ShouldBe("CancelOrder was given up: TimeoutException");
    }

    [Test]
    public async Task Should_tell_the_oldest_and_what_is_at_stake()
    {
        var failed = (await GroupsAsync())[1];

        failed.OldestSince.ShouldBe(_began);
        failed.Values.ShouldBe([new StuckValue(20.5m, "EUR"), new StuckValue(10.25m, "USD")]);
        var page = await _service.PageAsync("/stuck");
        page.ShouldContain("at stake <b>20.50 EUR, 10.25 USD</b>");
        page.ShouldContain("The gateway did not answer for 0.");
    }

    [Test]
    public async Task Should_be_exported_with_what_is_at_stake_and_their_errors()
    {
        (await _service.PageAsync("/stuck")).ShouldContain($"Export {Waiting + Failed} as");

        using var answer = await _service.Http.GetAsync(new Uri("/operations/alerts/export?format=csv", UriKind.Relative));
        var rows = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        rows.Length.ShouldBe(1 + Waiting + Failed);
        rows[0].ShouldStartWith("sagaType,sagaId,state,since,party,amount,currency,lastError,status,");
        rows[^Failed..].ShouldAllBe(row => row.Contains("The gateway did not answer for ", StringComparison.Ordinal));
        rows[1..].Count(row => row.Contains(",Open,", StringComparison.Ordinal)).ShouldBe(Waiting + Failed);
        using var refused = await _service.Http.GetAsync(new Uri("/operations/alerts/export?status=lost", UriKind.Relative));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task Should_be_acknowledged_all_as_they_were_seen()
    {
        var form = Form(await _service.PageAsync("/stuck"), Waiting);
        await PlantAsync(1, _service.Time.GetUtcNow().AddHours(-1));
        await LookAsync();
        (await GroupsAsync())[0].Count.ShouldBe(Waiting + 1);

        var page = await SendAsync(form, ("all", "1"), ("reason", "Asking the provider"), ("remind", "4h"));

        page.ShouldContain($"{Waiting} alerts acknowledged.");
        (await GroupsAsync()).Select(group => group.Count).ShouldBe([Failed, 1]);
        var acknowledged = await _service.GetAsync<List<AlertView>>("/operations/alerts?status=acknowledged");
        acknowledged.Count.ShouldBe(Waiting);
        acknowledged.ShouldAllBe(alert => alert.RemindAt == alert.AcknowledgedAt!.Value.AddHours(4));
    }

    [Test]
    public async Task Should_be_acknowledged_one_by_one()
    {
        var form = Form(await _service.PageAsync("/stuck"), Failed);
        var chosen = (await GroupsAsync())[1].AlertIds;

        await SendAsync(
            form, ("alert", $"{chosen[0]}"), ("alert", $"{chosen[1]}"), ("reason", "Asking the provider"), ("remind", "never"));

        (await GroupsAsync())[1].AlertIds.ShouldBe([chosen[2]]);
    }

    [Test]
    public async Task Should_say_what_has_moved_on_in_the_meantime()
    {
        var form = Form(await _service.PageAsync("/stuck"), Failed);
        await _service.InDatabaseAsync(db => db.Set<OrderState>().Where(order => order.CorrelationId == _failed[0])
            .ExecuteUpdateAsync(set => set.SetProperty(order => order.CurrentState, "Compensating")));
        await LookAsync();

        var page = await SendAsync(form, ("all", "1"), ("reason", "Asking the provider"));

        page.ShouldContain("2 alerts acknowledged. 1 alert was left as it is");
    }

    [Test]
    public async Task Should_keep_what_was_filled_in_if_nothing_is_chosen()
    {
        var form = Form(await _service.PageAsync("/stuck"), Waiting);

        var page = await SendAsync(form, HttpStatusCode.UnprocessableEntity, ("reason", "Asking the provider"), ("remind", "4h"));

        page.ShouldContain("Choose at least one saga.");
        page.ShouldContain("value=\"Asking the provider\"");
        page.ShouldContain("value=\"4h\" selected");
    }

    [Test]
    public async Task Should_be_shown_page_by_page()
    {
        var page = await _service.PageAsync("/stuck");
        Row().Count(page).ShouldBe(10 + Failed);
        var next = WebUtility.HtmlDecode(NextPage().Match(page).Groups["link"].Value);

        Row().Count(await _service.PageAsync($"/{next}")).ShouldBe(Waiting - 10);
    }

    private async Task<List<Guid>> PlantAsync(int count, DateTimeOffset since)
    {
        var orders = Enumerable.Range(0, count).Select(i => new OrderState
        {
            CorrelationId = Guid.CreateVersion7(since.AddSeconds(i)),
            CurrentState = nameof(OrderStateMachine.AwaitingPayment),
            Version = 1,
            CustomerId = $"c-{i}",
            Email = "ada@example.com",
            Currency = i % 2 == 0 ? "EUR" : "USD",
            Total = 10.25m,
            SubmittedAt = since.AddSeconds(i),
            UpdatedAt = since.AddSeconds(i),
            StateEnteredAt = since.AddSeconds(i),
        }).ToList();
        await _service.InDatabaseAsync(db =>
        {
            db.AddRange(orders);
            return db.SaveChangesAsync();
        });
        return orders.ConvertAll(order => order.CorrelationId);
    }

    // The hidden fields of the form about a group of a size.
    private static List<(string Name, string Value)> Form(string page, int count)
    {
        var begin = page.IndexOf($"aria-label=\"{count} stuck in AwaitingPayment\"", StringComparison.Ordinal);
        begin.ShouldBePositive(page);
        return
        [
            .. Hidden().Matches(page[begin..page.IndexOf("</form>", begin, StringComparison.Ordinal)])
                .Select(field => (field.Groups["name"].Value, WebUtility.HtmlDecode(field.Groups["value"].Value))),
        ];
    }

    private Task<string> SendAsync(List<(string Name, string Value)> form, params (string Name, string Value)[] fields) =>
        SendAsync(form, HttpStatusCode.OK, fields);

    private async Task<string> SendAsync(
        List<(string Name, string Value)> form, HttpStatusCode status, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(
            form.Concat(fields).Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await _service.Http.PostAsync(new Uri("/actions/alerts", UriKind.Relative), content);
        return await answer.PageAsync(status);
    }

    private Task LookAsync() => _service.Services.GetRequiredService<AlertWatch>().LookAsync(CancellationToken.None);

    private Task<List<AlertGroupView>> GroupsAsync() => _service.GetAsync<List<AlertGroupView>>("/operations/alerts/groups");

    [GeneratedRegex(
        """<input[^>]*type="hidden"[^>]*name="(?<name>[^"]*)"[^>]*value="(?<value>[^"]*)"[^>]*>""",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Hidden();

    [GeneratedRegex(
        """name="alert" value=""",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Row();

    [GeneratedRegex(
        """<a href="\./(?<link>[^"]*)">Next page""",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NextPage();
}
