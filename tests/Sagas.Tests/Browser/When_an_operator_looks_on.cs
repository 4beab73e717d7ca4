using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sagas.Tests.Browser;

[Servers]
internal sealed class When_an_operator_looks_on
{
    private OperatedProgram _program = null!;

    [OneTimeSetUp]
    public async Task Start() => _program = await OperatedProgram.StartAsync();

    [TearDown]
    public Task Leave() => _program.LeaveAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _program.DisposeAsync();

    [Test]
    public async Task Should_find_an_order_and_read_its_timeline()
    {
        var orderId = await _program.OrderAsync("tok_visa", "c-find");
        var page = await _program.VisitAsync();
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link, new() { Name = "Orders" })
            .ClickAsync();
        await page.GetByLabel("Customer").FillAsync("c-find");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = $"{orderId}" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync($"{orderId}");
        var timeline = page.GetByRole(AriaRole.Listitem);
        await Expect(timeline.First).ToContainTextAsync("OrderSubmitted");
        await page.GetByText("changes", new() { Exact = false }).First.ClickAsync();
        await Expect(page.GetByText("ada@example.com").First).ToBeVisibleAsync();
    }

    [Test]
    public async Task Should_work_without_script()
    {
        var orderId = await _program.OrderAsync("tok_visa", "c-plain");
        var page = await _program.VisitAsync(withScript: false);
        await page.GotoAsync(OperatedProgram.Orders);
        await page.GetByLabel("Customer").FillAsync("c-plain");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = $"{orderId}" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync($"{orderId}");
    }
}
