using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sagas.Tests.Browser;

/// <summary>
/// Each page in light and dark: readable by everybody, also on a phone, and kept as a picture if that is asked for.
/// </summary>
[Servers]
internal sealed class Every_page
{
    private const int Desktop = 1280;
    private const int Phone = 390;
    private const int SmallPhone = 360;

    private static readonly string[] Serious = ["serious", "critical"];
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("SAGAS_TEST_PICTURES");

    private OperatedProgram _program = null!;
    private Dictionary<string, string> _addresses = null!;

    // A visitor for each look goes from page to page: another one for every page would cost more than all the rest.
    private readonly Dictionary<(ColorScheme, int), IPage> _visitors = [];

    private static IEnumerable<TestCaseData<string, ColorScheme, int>> Pages() =>
        from name in new[] { "overview", "sagas", "saga", "failed", "stuck", "dead-letters", "dead-letter", "discard",
            "dealt-with", "retry-jobs", "retry-job", "audit" }
        from colours in new[] { ColorScheme.Light, ColorScheme.Dark }
        from width in new[] { Desktop, Phone }
        select new TestCaseData<string, ColorScheme, int>(name, colours, width);

    [OneTimeSetUp]
    public async Task Start()
    {
        _program = await OperatedProgram.StartAsync(("Sagas:Operations:Expected:OrderState:Compensating", "00:00:00"));
        foreach (var token in (string[])["tok_visa", "tok_declined", "tok_flaky", "tok_visa",
            "tok_insufficient_funds", "tok_slow"])
            await _program.OrderAsync(token);
        var orderId = await _program.OrderAsync("tok_visa");
        var failed = await _program.OrderAsync("tok_down");
        await _program.SubmitBrokenAsync(4);
        await _program.UntilGivenUpAsync(5);
        var (dealtWith, job) = await DealAsync();
        _addresses = new(StringComparer.Ordinal)
        {
            ["overview"] = "/",
            ["sagas"] = OperatedProgram.Orders,
            ["saga"] = $"{OperatedProgram.Orders}/{orderId}",
            ["stuck"] = "/stuck",
            ["dead-letters"] = "/dead-letters",
            ["dead-letter"] = $"/dead-letters/{(await _program.LastLetterAsync()).DeadLetterId}",
            ["discard"] = $"/dead-letters/{(await _program.LastLetterAsync()).DeadLetterId}/discard",
            ["failed"] = $"{OperatedProgram.Orders}/{failed}",
            ["dealt-with"] = dealtWith,
            ["retry-jobs"] = "/retry-jobs",
            ["retry-job"] = job,
            ["audit"] = "/audit",
        };
    }

    // One letter is discarded, and the others are sent again in vain.
    private async Task<(string DealtWith, string Job)> DealAsync()
    {
        var page = await _program.VisitAsync();
        await page.GotoAsync($"/dead-letters/{(await _program.LastLetterAsync()).DeadLetterId}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Discard" }).ClickAsync();
        await page.GetByLabel("Reason for discarding").FillAsync("The sender has sent it again");
        await page.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Expect(page.GetByText("has been dealt with")).ToBeVisibleAsync();
        var dealtWith = new Uri(page.Url).PathAndQuery;
        await page.GotoAsync("/dead-letters?endpoint=order-saga");
        await page.GetByText("Retry all").First.ClickAsync();
        await page.GetByLabel("Reason").FillAsync("The sender says that they are fine");
        await page.GetByLabel("Stop after").FillAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start retry" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Stopped");
        var job = new Uri(page.Url).PathAndQuery;
        await _program.LeaveAsync();
        return (dealtWith, job);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _program.DisposeAsync();

    [TestCaseSource(nameof(Pages))]
    public async Task Should_be_readable_by_everybody(string name, ColorScheme colours, int width)
    {
        if (!_visitors.TryGetValue((colours, width), out var page))
            _visitors.Add((colours, width), page = await _program.VisitAsync(colours, width: width));
        var complaints = new List<string>();
        void Hear(object? sender, IConsoleMessage message) =>
            complaints.AddRange(message.Type is "error" or "warning" ? [$"{message.Text} {message.Location}"] : []);
        page.Console += Hear;
        await page.GotoAsync(_addresses[name]);

        // The overview never comes to rest, so that it is looked at as it is.
        var found = (await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] })).Violations
            .Where(violation => Serious.Contains(violation.Impact))
            .Select(
                violation => $"{violation.Id}: {violation.Help} {string.Join("; ", violation.Nodes.Select(node => node.Html))}");
        found.ShouldBeEmpty();
        complaints.ShouldBeEmpty();
        page.Console -= Hear;
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth"))
            .ShouldBeLessThanOrEqualTo(width, "Nothing sticks out of the page.");
        if (width == Phone)
        {
            await page.SetViewportSizeAsync(SmallPhone, 640);
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth"))
                .ShouldBeLessThanOrEqualTo(SmallPhone, "Nothing sticks out of it on a small phone either.");
            await page.SetViewportSizeAsync(Phone, 900);
        }

        if (Pictures is not null)
        {
            var file = $"{name}-{(colours == ColorScheme.Dark ? "dark" : "light")}{(width == Phone ? "-phone" : "")}.png";
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, file), FullPage = true });
        }
    }
}
