using static Microsoft.Playwright.Assertions;

namespace Sagas.Tests.Browser;

/// <summary>Nobody must take old numbers for new ones.</summary>
[Servers]
internal sealed class When_the_service_is_away
{
    [Test]
    public async Task Should_say_how_old_the_numbers_are()
    {
        await using var program = await OperatedProgram.StartAsync();
        var page = await program.VisitAsync();
        await page.GotoAsync("/");
        await Expect(page.Locator(".asof time")).ToBeVisibleAsync();

        await program.KillAsync();

        await Expect(page.GetByText("Connection lost. Data from ")).ToBeVisibleAsync();
        await Expect(page.Locator(".stale")).ToHaveCountAsync(1);
    }
}
