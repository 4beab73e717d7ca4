using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Sagas.IntegrationTests.Browser;

/// <summary>Each page in light and dark: readable by everybody, also on a phone, and kept as a picture if that is asked for.</summary>
public sealed class Every_page
{
    private const int Desktop = 1280;
    private const int Phone = 390;

    private static readonly string[] Serious = ["serious", "critical"];
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("SAGAS_TEST_PICTURES");

    private OperatedProgram _program = null!;
    private Dictionary<string, string> _addresses = null!;

    private static IEnumerable<TestCaseData<string, ColorScheme, int>> Pages() =>
        from name in new[] { "overview", "sagas", "saga", "stuck" }
        from colours in new[] { ColorScheme.Light, ColorScheme.Dark }
        from width in new[] { Desktop, Phone }
        select new TestCaseData<string, ColorScheme, int>(name, colours, width);

    [OneTimeSetUp]
    public async Task Start()
    {
        _program = await OperatedProgram.StartAsync(("Sagas:Operations:Expected:OrderState:Compensating", "00:00:00"));
        foreach (var token in (string[])["tok_visa", "tok_declined", "tok_flaky", "tok_visa", "tok_insufficient_funds", "tok_slow"])
            await _program.OrderAsync(token);
        var orderId = await _program.OrderAsync("tok_visa");
        _addresses = new(StringComparer.Ordinal)
        {
            ["overview"] = "/", ["sagas"] = OperatedProgram.Orders, ["saga"] = $"{OperatedProgram.Orders}/{orderId}", ["stuck"] = "/stuck",
        };
    }

    [OneTimeTearDown]
    public async Task Stop() => await _program.DisposeAsync();

    [TestCaseSource(nameof(Pages))]
    public async Task Should_be_readable_by_everybody(string name, ColorScheme colours, int width)
    {
        var page = await _program.VisitAsync(colours, width: width);
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);
        await page.GotoAsync(_addresses[name]);

        // The overview never comes to rest, so that it is looked at as it is.
        var found = (await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] })).Violations
            .Where(violation => Serious.Contains(violation.Impact))
            .Select(violation => $"{violation.Id}: {violation.Help} {string.Join("; ", violation.Nodes.Select(node => node.Html))}");
        found.ShouldBeEmpty();
        complaints.ShouldBeEmpty();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, "Nothing sticks out of the page.");
        if (Pictures is not null && width == Desktop)
        {
            var file = $"{name}-{(colours == ColorScheme.Dark ? "dark" : "light")}.png";
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, file), FullPage = true });
        }
    }
}
