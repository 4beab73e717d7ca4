using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Access.Settings;
using Sagas.Durability.Tables;
using Sagas.Operations.Alerts;
using Sagas.Orders;
using Sagas.Tests.Access.World;
using Sagas.Tests.Operations.World;

namespace Sagas.Tests.Operations.Redaction;

/// <summary>Every route that can be read, by somebody who may only read, of an order whose secrets are in every table.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal partial class When_a_reader_looks_everywhere
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly HttpClient Client = new();

    private GuardedService _service = null!;
    private PlantedSecrets _planted = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _service = new([.. Credentials.Settings, .. PlantedSecrets.Settings]);
        _planted = new(_service.Time.GetUtcNow());
        await _planted.PlantAsync(_service);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public async Task Should_find_no_secret_in_any_answer()
    {
        var paths = (await PathsAsync("operations.")).ToList();
        paths.Count.ShouldBeGreaterThan(40);
        foreach (var path in paths)
        {
            var text = await ReadAsync(path, AccessRoles.OperationsReader);
            PlantedSecrets.All.Where(secret => Shows(text, secret)).ShouldBeEmpty($"{path}:\n{text}");
        }
    }

    [Test]
    public async Task Should_find_no_secret_of_the_customer_in_the_answers_about_orders()
    {
        foreach (var path in await PathsAsync("orders."))
        {
            var text = await ReadAsync(path, AccessRoles.OrdersReader);
            PlantedSecrets.OfOrder.Where(secret => Shows(text, secret)).ShouldBeEmpty($"{path}:\n{text}");
        }
    }

    // Otherwise the tests above would prove nothing.
    [Test]
    public async Task Should_be_what_others_see()
    {
        var seen = new List<string>();
        foreach (var path in await PathsAsync("operations."))
            seen.Add(await ReadAsync(path, AccessRoles.OperationsAdmin));
        foreach (var secret in PlantedSecrets.All)
            seen.Count(text => Shows(text, secret)).ShouldBeGreaterThan(15, secret);
    }

    [Test]
    public async Task Should_still_read_what_is_no_secret()
    {
        var order = await ReadAsync($"/operations/sagas/OrderState/{_planted.OrderId}", AccessRoles.OperationsReader);
        order.ShouldContain("*** (g***@hopper.example) paid with ***t-77, ***1234 and *** in vain");
        order.ShouldContain($"{_planted.OrderId}");
        var entry = await ReadAsync($"/operations/audit?sagaId={_planted.OrderId}", AccessRoles.OperationsReader);
        entry.ShouldContain("in vain");
    }

    // By trying, letter by letter, one could find out what is behind a mask.
    [TestCase("/operations/audit?text={0}")]
    [TestCase("/audit?text={0}")]
    [TestCase("/operations/sagas/OrderState?text={0}")]
    [TestCase("/sagas/OrderState?text={0}")]
    public async Task Should_not_find_by_what_is_masked(string search)
    {
        string[] parts = [PlantedSecrets.Token[..4], PlantedSecrets.Name[..8], PlantedSecrets.Card[..5], "grace@h"];
        var nothing = await CountAsync(search, "nowhere to be found");
        foreach (var part in parts)
        {
            (await CountAsync(search, part)).ShouldBe(nothing, part);
            using var operators = await _service.AskAsync(Fill(search, part), AccessRoles.OperationsOperator);
            (await operators.Content.ReadAsStringAsync()).ShouldContain($"{_planted.OrderId}", customMessage: part);
        }

        (await CountAsync(search, "in vain")).ShouldBeGreaterThan(nothing);
    }

    [Test]
    public async Task Should_not_be_told_by_the_end_of_a_page_that_something_masked_was_found()
    {
        foreach (var path in new[] { "/operations/audit", "/operations/sagas/OrderState" })
        {
            using var found = await _service.AskAsync($"{path}?limit=1&text=plum-", AccessRoles.OperationsReader);
            using var nothing = await _service.AskAsync($"{path}?limit=1&text=nowhere", AccessRoles.OperationsReader);
            (await found.Content.ReadAsStringAsync()).ShouldBe(await nothing.Content.ReadAsStringAsync(), path);
        }
    }

    private async Task<int> CountAsync(string search, string text)
    {
        var answer = await ReadAsync(Fill(search, text), AccessRoles.OperationsReader);
        return Regex.Count(answer.Replace(Uri.EscapeDataString(text), "", StringComparison.Ordinal), $"{_planted.OrderId}");
    }

    private static string Fill(string search, string text) =>
        search.Replace("{0}", Uri.EscapeDataString(text), StringComparison.Ordinal);

    private static bool Shows(string text, string secret) => text.Contains(secret, StringComparison.OrdinalIgnoreCase);

    private async Task<IEnumerable<string>> PathsAsync(string policies)
    {
        var routes = _service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
            .Where(route => route.Metadata.GetOrderedMetadata<IAuthorizeData>()
                .Any(data => data.Policy?.StartsWith(policies, StringComparison.Ordinal) == true))
            .Select(route => $"/{route.RoutePattern.RawText!.Trim('/')}")
            .Where(path => !path.Contains("/probes/", StringComparison.Ordinal)
                && !path.StartsWith("/_framework/", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal).ToList();
        var ids = await IdsAsync();
        return routes.SelectMany(route => Fill(route, ids)).Distinct(StringComparer.Ordinal);
    }

    private async Task<Dictionary<string, IReadOnlyList<string>>> IdsAsync() => new(StringComparer.OrdinalIgnoreCase)
    {
        ["sagaId"] = [$"{_planted.OrderId}"],
        ["orderId"] = [$"{_planted.OrderId}"],
        ["type"] = [nameof(OrderState)],
        ["name"] = [nameof(OrderState)],
        ["retryJobId"] = [$"{_planted.RetryJobId}"],
        ["deadLetterId"] = [.. _planted.DeadLetters.Select(id => $"{id}")],
        ["auditEntryId"] = await _service.InDatabaseAsync(async db => (IReadOnlyList<string>)
            [.. (await db.Set<AuditEntry>().Select(entry => entry.AuditEntryId).ToListAsync()).Select(id => $"{id}")]),
        ["alertId"] = await _service.InDatabaseAsync(async db => (IReadOnlyList<string>)
            [.. (await db.Set<SagaAlert>().Select(alert => alert.AlertId).ToListAsync()).Select(id => $"{id}")]),
    };

    private static IEnumerable<string> Fill(string route, Dictionary<string, IReadOnlyList<string>> ids)
    {
        if (Parameter().Match(route) is not { Success: true } parameter)
            return route.EndsWith("/alerts", StringComparison.Ordinal)
                ? [route, $"{route}?closed=true", $"{route}?status=acknowledged"]
                : route is "/stuck" or "/operations/alerts/groups" ? [route, $"{route}?status=all"]
                : [route];
        var name = parameter.Groups["name"].Value;
        ids.ShouldContainKey(name, $"Say here which values {route} takes.");
        return ids[name].SelectMany(id => Fill(route.Replace(parameter.Value, id, StringComparison.Ordinal), ids));
    }

    // A stream does not end: what it says first is enough.
    private async Task<string> ReadAsync(string path, string role)
    {
        var sending = AskAsync(new Uri(_service.Address, path), role);
        // The overview is told when it has been looked at again.
        await Time.Eventually.BecomesTrueAsync(
            () =>
            {
                if (path.EndsWith("/stream", StringComparison.Ordinal))
                    _service.Time.Advance(TimeSpan.FromSeconds(2));
                return sending.IsCompleted;
            },
            path);
        using var answer = await sending;
        new[] { HttpStatusCode.OK, HttpStatusCode.NotFound }.ShouldContain(answer.StatusCode, path);
        if (answer.Content.Headers.ContentType?.MediaType != "text/event-stream")
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        using var patience = new CancellationTokenSource(Patience);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(patience.Token));
        var text = "";
        while (!text.Contains("data:", StringComparison.Ordinal) || !text.EndsWith("\n\n", StringComparison.Ordinal))
            text += $"{await reader.ReadLineAsync(patience.Token)}\n";
        return WebUtility.HtmlDecode(text);
    }

    private static async Task<HttpResponseMessage> AskAsync(Uri address, string role)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("X-Api-Key", Credentials.KeyOf(role));
        request.Headers.Add("Last-Event-ID", "0");
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    [GeneratedRegex(@"\{(?<name>\w+)(:\w+)?\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
