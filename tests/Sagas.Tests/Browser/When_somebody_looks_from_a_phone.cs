using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sagas.Tests.Browser;

/// <summary>At three in the morning there is a phone, and what is wrong comes first on it.</summary>
[Servers]
internal sealed class When_somebody_looks_from_a_phone
{
    private const int Width = 390;
    private const int Height = 844;

    private OperatedProgram _program = null!;
    private Guid _orderId;

    [OneTimeSetUp]
    public async Task Start()
    {
        _program = await OperatedProgram.StartAsync(("Sagas:Orders:OnPaymentFailure", "Wait"));
        _orderId = await _program.OrderAsync("tok_down");
        await _program.UntilGivenUpAsync(1);
    }

    [TearDown]
    public Task Leave() => _program.LeaveAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _program.DisposeAsync();

    [TestCase(true)]
    [TestCase(false)]
    public async Task Should_find_cards_and_folded_filters(bool withScript)
    {
        var page = await VisitAsync(Width, Height, withScript);
        await page.GotoAsync("/dead-letters");

        await Expect(page.GetByText("39.80 EUR").Last).ToBeVisibleAsync();
        await Expect(page.Locator(".search").First).ToBeHiddenAsync();
        (await page.Locator("td[data-label=Reason]").EvaluateAsync<string>("cell => getComputedStyle(cell, '::before').content"))
            .ShouldBe("\"Reason\"");
        await page.GetByText("Filters").ClickAsync();
        await Expect(page.GetByLabel("Queue")).ToBeVisibleAsync();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(Width);
    }

    [Test]
    public async Task Should_find_the_path_as_a_list()
    {
        var page = await VisitAsync(Width, Height);
        await page.GotoAsync($"{OperatedProgram.Orders}/{_orderId}");

        await Expect(page.Locator(".way")).ToContainTextAsync("1 dead letter");
        await Expect(page.Locator(".diagram")).ToBeHiddenAsync();
    }

    [TestCase(1280, 800)]
    [TestCase(Width, Height)]
    public async Task Should_see_the_cause_and_what_can_be_done_without_scrolling(int width, int height)
    {
        var page = await VisitAsync(width, height);
        await page.GotoAsync($"{OperatedProgram.Orders}/{_orderId}");

        foreach (var part in (ILocator[])[
            page.GetByRole(AriaRole.Heading, new() { Name = "Why it waits" }), page.GetByText("was given up"),
            page.GetByRole(AriaRole.Button, new() { Name = "Retry" }), page.GetByRole(AriaRole.Link, new() { Name = "Discard" })])
            await Expect(part).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    [Test]
    public async Task Should_find_open_filters_at_a_desk()
    {
        var page = await VisitAsync(1280, 800, withScript: false);
        await page.GotoAsync("/dead-letters");

        await Expect(page.GetByLabel("Queue")).ToBeVisibleAsync();
        await Expect(page.GetByText("Filters")).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "At stake" })).ToBeVisibleAsync();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Should_see_what_has_come_of_a_retry(bool withScript)
    {
        var orderId = await _program.OrderAsync("tok_down");
        var page = await VisitAsync(Width, Height, withScript);
        var retry = page.GetByRole(AriaRole.Button, new() { Name = "Retry" });
        await Tests.Time.Eventually.BecomesTrueAsync(
            async () =>
            {
                await page.GotoAsync($"{OperatedProgram.Orders}/{orderId}");
                return await retry.CountAsync() == 1;
            },
            "the payment to be given up");

        await retry.ClickAsync();

        var followed = page.GetByRole(AriaRole.Region, new() { Name = "What has come of it" });
        if (!withScript)
            await Tests.Time.Eventually.BecomesTrueAsync(
                async () =>
                {
                    await page.ReloadAsync();
                    return (await followed.InnerTextAsync()).Contains("failed again", StringComparison.Ordinal);
                },
                "the outcome");
        await Expect(followed).ToContainTextAsync("failed again, and is a dead letter again", new() { Timeout = 30_000 });
    }

    private async Task<IPage> VisitAsync(int width, int height, bool withScript = true)
    {
        var page = await _program.VisitAsync(withScript: withScript, width: width);
        await page.SetViewportSizeAsync(width, height);
        return page;
    }
}
