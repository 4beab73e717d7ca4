using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;
using Sagas.Tests.Crash;
using Sagas.Tests.Journeys.World;
using Sagas.Tests.Time;

namespace Sagas.Tests.Browser;

/// <summary>Two instances on one database, and clients as people have them: a browser, and curl.</summary>
[Servers]
internal sealed class When_orders_are_followed_at_several_instances
{
    private static readonly string[] Steps = ["OrderSubmitted", "PaymentCompleted", "NotificationSent"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly SagasProgram[] _programs = [new(), new()];
    private TestBed _bed = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _bed = await TestBeds.ForServiceAsync();
        foreach (var program in _programs)
        {
            program.Use(_bed);
            program.Environment["Sagas__Api__GapPatience"] = "00:00:05";
            program.Environment["Sagas__Api__PollInterval"] = "00:00:00.1";
        }

        await Task.WhenAll(_programs.Select(program => program.StartAsync()));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        foreach (var program in _programs)
        {
            program.Dispose();
            program.DeleteData();
        }

        await _bed.DisposeAsync();
    }

    [Test]
    public async Task Should_miss_nothing_in_a_browser_whose_instance_was_away_before_the_first_event()
    {
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.VisitAsync(_programs[0].Client.BaseAddress!);
        await page.GotoAsync("/");
        await page.EvaluateAsync(
            """
            names => {
              window.told = [];
              window.opened = 0;
              const events = new EventSource('/events');
              events.addEventListener('open', () => window.opened++);
              for (const name of names)
                events.addEventListener(name, event => window.told.push(name + ' ' + JSON.parse(event.data).orderId));
            }
            """,
            Steps);
        await page.WaitForFunctionAsync("() => window.opened === 1");

        await _programs[0].KillAsync();
        var orderId = await OrderAsync(_programs[1]);
        await UntilCompletedAsync(_programs[1], orderId);
        await _programs[0].StartAsync();

        await page.WaitForFunctionAsync("() => window.opened === 2 && window.told.length >= 3");
        (await page.EvaluateAsync<string[]>("() => window.told")).ShouldBe(Steps.Select(step => $"{step} {orderId}"));
    }

    [Test]
    public async Task Should_get_every_step_once_with_curl_however_often_it_asks_either_instance()
    {
        const int Orders = 60;
        var (_, begin) = await CurlAsync(_programs[0], lastEventId: null);
        var ordering = Task.WhenAll(Enumerable.Range(0, Orders).Select(number => OrderAsync(_programs[number % 2])));

        var told = new List<string>();
        var (known, turn) = (begin.ShouldNotBeNull(), 0);
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                var (events, position) = await CurlAsync(_programs[turn++ % 2], known);
                told.AddRange(events);
                known = position ?? known;
                return told.Count >= Orders * Steps.Length;
            },
            "curl to have got every step",
            Patience);

        await ordering;
        var after = long.Parse(begin!, System.Globalization.CultureInfo.InvariantCulture);
        await using var db = _bed.NewServiceContext();
        told.ShouldBe(await db.Set<SagaTransition>().Where(step => step.Position > after)
            .OrderBy(step => step.Position).Select(step => $"{step.Position} {step.Event}").ToListAsync());
    }

    /// <summary>Listens for a second, as a script does that polls.</summary>
    private static async Task<(IReadOnlyList<string> Events, string? LastEventId)> CurlAsync(
        SagasProgram program, string? lastEventId)
    {
        var address = new Uri(program.Client.BaseAddress!, "/events");
        var start = new ProcessStartInfo("curl", ["-sN", "--max-time", "1", address.ToString()])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        if (lastEventId is not null)
        {
            start.ArgumentList.Add("-H");
            start.ArgumentList.Add($"Last-Event-ID: {lastEventId}");
        }

        using var curl = Process.Start(start)!;
        var answer = await curl.StandardOutput.ReadToEndAsync();
        await curl.WaitForExitAsync();
        // What was cut off in the middle does not count.
        var blocks = answer.Split("\n\n")[..^1].Select(block => block.Split('\n')).ToList();
        var events = blocks.Where(block => Value(block, "event") is not null)
            .Select(block => $"{Value(block, "id")} {Value(block, "event")}").ToList();
        return (events, blocks.Select(block => Value(block, "id")).LastOrDefault(id => id is not null));
    }

    private static string? Value(string[] block, string field) =>
        Array.Find(block, line => line.StartsWith($"{field}: ", StringComparison.Ordinal))?[(field.Length + 2)..];

    private static async Task<Guid> OrderAsync(SagasProgram program)
    {
        using var content = new StringContent(RunningService.OrderOf("tok_visa"), Encoding.UTF8, "application/json");
        using var answer = await program.Client.PostAsync(new Uri("/orders", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("orderId").GetGuid();
    }

    private static Task UntilCompletedAsync(SagasProgram program, Guid orderId) => Eventually.BecomesTrueAsync(
        async () => (await program.Client.GetStringAsync(new Uri($"/orders/{orderId}", UriKind.Relative)))
            .Contains("\"Completed\"", StringComparison.Ordinal),
        $"order {orderId} to be completed");
}
