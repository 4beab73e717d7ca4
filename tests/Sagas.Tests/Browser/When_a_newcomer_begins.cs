using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sagas.Tests.Browser;

[Servers]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_a_newcomer_begins
{
    private OperatedProgram _program = null!;

    [SetUp]
    public async Task Start() => _program = await OperatedProgram.StartAsync();

    [TearDown]
    public async Task Stop() => await _program.DisposeAsync();

    [Test]
    public async Task Should_see_the_overview_move_after_placing_sample_orders()
    {
        var page = await _program.VisitAsync();
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Place 40 sample orders" }).ClickAsync();

        await Expect(page.Locator("[data-live='OrderState.Completed']")).Not.ToHaveTextAsync("0");
        await Expect(page.Locator("[data-live='OrderState.Rejected']")).Not.ToHaveTextAsync("0");
        await Expect(page.GetByText("Nothing has happened yet")).ToBeHiddenAsync();
    }
}
