using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Access.Settings;
using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Tables;
using Sagas.Orders;
using Sagas.Tests.Access.World;
using Sagas.Tests.Harness;
using Sagas.Tests.Operations.World;

namespace Sagas.Tests.Operations.Sagas;

[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal sealed class When_lists_are_exported
{
    // More than are read at a time.
    private const int Orders = 450;
    private const string Formula = "=1+1";

    private GuardedService _service = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _service = new(Credentials.Settings);
        var now = _service.Time.GetUtcNow();
        await _service.InDatabaseAsync(db =>
        {
            db.AddRange(Enumerable.Range(0, Orders).Select(number => new OrderState
            {
                CorrelationId = Guid.CreateVersion7(now.AddSeconds(-number)),
                CurrentState = number % 3 == 0 ? "Rejected" : "Completed",
                Version = 2,
                CustomerId = number == 0 ? Formula : "c-42",
                Email = PlantedDeadLetters.Email,
                Currency = "EUR",
                PaymentToken = "tok_visa",
                Reason = number % 3 == 0 ? "no, \"really\"" : null,
                SubmittedAt = now.AddSeconds(-number),
                UpdatedAt = now,
            }));
            db.Add(new RetryJob
            {
                RetryJobId = Guid.CreateVersion7(now),
                Actor = "ada",
                Reason = "@once",
                Filter = "{}",
                StartedAt = now,
            });
            return db.SaveChangesAsync();
        });
        var letter = await _service.PlantAsync("exported");
        await _service.Services.GetRequiredService<DeadLetterService>()
            .DiscardAsync(letter.DeadLetterId, new("Ada", "-A duplicate"), CancellationToken.None);
        await _service.PlantAsync("kept");
    }

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [TestCase("", Orders)]
    [TestCase("&state=Rejected", Orders / 3)]
    [TestCase("&customerId=%3D1%2B1", 1)]
    public async Task Should_have_every_saga_that_the_page_counts(string filter, int count)
    {
        var (rows, type) = await ReadAsync($"/operations/sagas/OrderState/export?format=csv{filter}");
        type.ShouldBe("text/csv; charset=utf-8");
        rows.Count.ShouldBe(count + 1);
        rows[0].ShouldStartWith("sagaId,state,version,startedAt,movedAt,archived,");
        var (lines, _) = await ReadAsync($"/operations/sagas/OrderState/export?format=ndjson{filter}");
        lines.Count.ShouldBe(count);
        lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("sagaId").GetString()).Distinct().Count()
            .ShouldBe(count);

        var page = await _service.PageAsync($"/sagas/OrderState?{filter.TrimStart('&')}", AccessRoles.OperationsOperator);
        page.ShouldContain($"Export {count} as");
    }

    [Test]
    public async Task Should_be_no_formulas()
    {
        (await ReadAsync("/operations/sagas/OrderState/export?format=csv&customerId=%3D1%2B1")).Rows[1].ShouldContain(",'=1+1,");
        (await ReadAsync("/operations/retry-jobs/export?format=csv")).Rows[1].ShouldContain(",'@once,");
        (await ReadAsync("/operations/audit/export?format=csv")).Rows[1].ShouldContain("'-A duplicate");
    }

    [Test]
    public async Task Should_hide_what_the_page_hides()
    {
        foreach (var format in new[] { "csv", "ndjson" })
        {
            var path = $"/operations/sagas/OrderState/export?format={format}&state=Rejected";
            var masked = string.Concat((await ReadAsync(path, AccessRoles.OperationsReader)).Rows);
            masked.ShouldNotContain(PlantedDeadLetters.Email);
            masked.ShouldContain("a***@example.com");
            string.Concat((await ReadAsync(path)).Rows).ShouldContain(PlantedDeadLetters.Email);
        }

        string.Concat((await ReadAsync("/operations/retry-jobs/export?format=csv", AccessRoles.OperationsReader)).Rows)
            .ShouldNotContain("@once");
        string.Concat((await ReadAsync("/operations/dead-letters/export?format=csv")).Rows)
            .ShouldNotContain(PlantedDeadLetters.Email);
    }

    [TestCase("/operations/dead-letters/export", "deadLetterId,messageId,")]
    [TestCase("/operations/audit/export", "auditEntryId,at,actor,action,")]
    [TestCase("/operations/retry-jobs/export", "retryJobId,state,actor,reason,")]
    public async Task Should_be_a_table(string path, string head)
    {
        (await ReadAsync($"{path}?format=csv")).Rows[0].ShouldStartWith(head);
        var marked = (await ReadAsync($"{path}?format=csv&bom=true")).Rows[0];
        marked[0].ShouldBe('\uFEFF');
        marked.ShouldStartWith($"\uFEFF{head}");
        (await ReadAsync(path)).Type.ShouldBe("application/x-ndjson");
    }

    [TestCase("/audit", "Export 1 as")]
    [TestCase("/retry-jobs", "Export 1 as")]
    [TestCase("/sagas/OrderState?text=really", "Export what is found as")]
    public async Task Should_be_offered_with_the_number(string path, string offer) =>
        (await _service.PageAsync(path, AccessRoles.OperationsOperator)).ShouldContain(offer);

    [TestCase("/operations/sagas/OrderState/export?format=xls", "format")]
    [TestCase("/operations/sagas/OrderState/export?state=Lost", "state")]
    [TestCase("/operations/sagas/OrderState/export?cursor=x", "cursor")]
    [TestCase("/operations/audit/export?bom=maybe", "bom")]
    [TestCase("/operations/audit/export?sagaId=7", "sagaId")]
    [TestCase("/operations/retry-jobs/export?format=pdf", "format")]
    [TestCase("/operations/dead-letters/export?format=pdf", "format")]
    public async Task Should_name_what_it_cannot_read(string path, string field)
    {
        using var answer = await _service.AskAsync(path, AccessRoles.OperationsOperator);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.JsonAsync()).GetProperty("errors").EnumerateObject().Single().Name.ShouldBe(field);
    }

    [Test]
    public async Task Should_say_that_a_type_is_not_there()
    {
        using var answer = await _service.AskAsync("/operations/sagas/Elephants/export", AccessRoles.OperationsOperator);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    // No cell of this world has a line end within it.
    private async Task<(IReadOnlyList<string> Rows, string Type)> ReadAsync(
        string path, string role = AccessRoles.OperationsOperator)
    {
        using var answer = await _service.AskAsync(path, role);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var text = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync());
        var rows = text.Split(["\r\n", "\n"], StringSplitOptions.RemoveEmptyEntries);
        return (rows, answer.Content.Headers.ContentType!.ToString());
    }
}
