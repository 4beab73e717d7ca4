using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sagas.Tests.Browser;

[Servers]
internal sealed class When_an_operator_acts
{
    private OperatedProgram _program = null!;

    [OneTimeSetUp]
    public async Task Start() => _program = await OperatedProgram.StartAsync(
        ("Sagas:Payments:SlowDelay", "00:10:00"), ("Sagas:Operations:AlertInterval", "00:00:01"),
        ("Sagas:Operations:Expected:OrderState:AwaitingPayment", "00:00:01"));

    [TearDown]
    public Task Leave() => _program.LeaveAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _program.DisposeAsync();

    [TestCase(true)]
    [TestCase(false)]
    public async Task Should_cancel_an_order(bool withScript)
    {
        var orderId = await _program.OrderAsync("tok_slow");
        var page = await _program.VisitAsync(withScript: withScript);
        await UntilStateAsync(page, orderId, "AwaitingPayment");

        await page.GetByLabel("Reason", new() { Exact = true }).FillAsync("The customer called");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel order" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Cancellation requested.");
        await UntilStateAsync(page, orderId, "Compensating", "Cancelled");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Should_fire_the_timer_of_an_order_that_waits_for_a_slow_payment(bool withScript)
    {
        var orderId = await _program.OrderAsync("tok_slow");
        var page = await _program.VisitAsync(withScript: withScript);
        await UntilStateAsync(page, orderId, "AwaitingPayment");

        await TimerOn(page).ClickAsync();
        await page.GetByLabel("Reason for firing it now").FillAsync("The customer does not want to wait");
        await page.GetByRole(AriaRole.Button, new() { Name = "Fire now" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The timer is due now.");
        await UntilStateAsync(page, orderId, "Compensating", "Cancelled");
        await page.GotoAsync($"/audit?sagaId={orderId}");
        await Expect(page.GetByText("“The customer does not want to wait”")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Should_move_a_timer_to_a_time_in_UTC()
    {
        var orderId = await _program.OrderAsync("tok_slow");
        var page = await _program.VisitAsync();
        await UntilStateAsync(page, orderId, "AwaitingPayment");
        var tomorrow = DateTime.UtcNow.Date.AddDays(1).AddHours(9);

        await TimerOn(page).ClickAsync();
        await page.GetByLabel("New time (UTC)").FillAsync($"{tomorrow:yyyy-MM-dd'T'HH:mm}");
        await page.GetByLabel("Reason for moving it").FillAsync("The provider needs until then");
        await page.GetByRole(AriaRole.Button, new() { Name = "Move" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Status))
            .ToContainTextAsync($"The timer fires at {tomorrow:yyyy-MM-dd HH:mm:ss} UTC.");
        await Expect(page.Locator("h1 .badge")).ToHaveTextAsync("AwaitingPayment");
    }

    [Test]
    public async Task Should_see_an_alert_open_and_close()
    {
        var orderId = await _program.OrderAsync("tok_slow");
        var page = await _program.VisitAsync();
        var stuck = page.GetByRole(AriaRole.Form, new() { Name = "stuck in AwaitingPayment" });
        var alert = stuck.GetByRole(AriaRole.Row).Filter(new() { HasText = $"{orderId}" });
        await ReloadingUntilAsync(page, "/stuck", async () => await alert.CountAsync() == 1);

        await alert.GetByRole(AriaRole.Checkbox).CheckAsync();
        await stuck.GetByRole(AriaRole.Textbox, new() { Name = "What is being done about it" })
            .FillAsync("The provider is being asked");
        await stuck.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Alert acknowledged.");
        await Expect(alert).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Acknowledged", Exact = true }).ClickAsync();
        await Expect(alert.GetByText("The provider is being asked")).ToBeVisibleAsync();
        await alert.GetByRole(AriaRole.Button, new() { Name = "Open again" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Alert open again.");
    }

    [Test]
    public async Task Should_acknowledge_all_that_are_stuck_with_few_clicks()
    {
        var orders = new[] { await _program.OrderAsync("tok_slow"), await _program.OrderAsync("tok_slow") };
        var page = await _program.VisitAsync();
        var stuck = page.GetByRole(AriaRole.Form, new() { Name = "stuck in AwaitingPayment" });
        await ReloadingUntilAsync(page, "/stuck", async () =>
            await stuck.CountAsync() == 1 && await stuck.TextContentAsync() is { } text
            && Array.TrueForAll(orders, id => text.Contains($"{id}", StringComparison.Ordinal)));

        await stuck.Locator("input[name=all]").CheckAsync();
        await stuck.GetByRole(AriaRole.Textbox, new() { Name = "What is being done about it" }).FillAsync("Asking the provider");
        await stuck.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("acknowledged.");
        await page.GotoAsync($"{OperatedProgram.Orders}/{orders[0]}");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Alert" }))
            .ToContainTextAsync("Still stuck in AwaitingPayment");
    }

    [Test]
    public async Task Should_see_an_alert_close_when_the_order_moves()
    {
        var orderId = await _program.OrderAsync("tok_slow");
        var page = await _program.VisitAsync();
        var open = page.GetByRole(AriaRole.Form, new() { Name = "stuck in AwaitingPayment" })
            .GetByRole(AriaRole.Link, new() { Name = $"{orderId}" });
        await ReloadingUntilAsync(page, "/stuck", async () => await open.CountAsync() == 1);
        await open.ClickAsync();
        await page.GetByLabel("Reason", new() { Exact = true }).FillAsync("Too slow");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel order" }).ClickAsync();

        await ReloadingUntilAsync(page, "/stuck", async () => await open.CountAsync() == 0);
    }

    private static ILocator TimerOn(IPage page) => page
        .GetByRole(AriaRole.Region, new() { Name = "Waiting messages and timers" })
        .Locator("summary", new() { HasText = "PaymentExpired" });

    private static Task UntilStateAsync(IPage page, Guid orderId, params string[] states) => ReloadingUntilAsync(
        page, $"{OperatedProgram.Orders}/{orderId}",
        async () => await page.Locator("h1 .badge").TextContentAsync() is { } state && Array.IndexOf(states, state) >= 0);

    private static async Task ReloadingUntilAsync(IPage page, string address, Func<Task<bool>> condition) =>
        await Tests.Time.Eventually.BecomesTrueAsync(
            async () =>
            {
                await page.GotoAsync(address);
                return await condition();
            },
            address);
}
