using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sagas.Tests.Browser;

/// <summary>
/// What an operator is woken up for, against a payment gateway that can be switched off: from the first page to the cause, to
/// the customers, and back to health, with few clicks.
/// </summary>
[Servers]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_the_gateway_is_off_at_night
{
    private SwitchableGateway _gateway = null!;
    private OperatedProgram _program = null!;

    [SetUp]
    public async Task Start()
    {
        _gateway = await SwitchableGateway.StartAsync();
        _program = await OperatedProgram.StartAsync(
        [
            .. _gateway.Settings,
            ("Sagas:Orders:OnPaymentFailure", "Wait"),
            ("Sagas:Operations:AlertInterval", "00:00:01"),
            ("Sagas:Operations:Expected:OrderState:AwaitingPayment", "00:00:05"),
            // All of them shall fail within seconds; paused queues have tests of their own.
            ("Sagas:Durability:BreakerFailures", "1000"),
        ]);
    }

    [TearDown]
    public async Task Stop()
    {
        await _program.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Test]
    public async Task Should_lead_from_150_failed_payments_to_the_cause_and_the_customers_and_back_to_health()
    {
        await FailAsync(150);
        var hand = await OnFirstPageAsync();

        await hand.ClickAsync(hand.Page.Locator(".tile a", new() { HasText = "Dead letters" }));
        var cause = hand.Page.GetByRole(AriaRole.Group, new() { Name = "Dead letters by cause" }).GetByRole(AriaRole.Row).Nth(1);
        await Expect(cause).ToContainTextAsync("process-payment");
        await Expect(cause).ToContainTextAsync("150");
        await Expect(cause).ToContainTextAsync("5,970.00 EUR");
        var letters = hand.Page.GetByRole(AriaRole.Group, new() { Name = "Dead letters", Exact = true });
        await Expect(letters.GetByText("it answered 503").First).ToBeVisibleAsync();
        // Whose they are stands on the same page.
        await Expect(letters.GetByText("c-149")).ToBeVisibleAsync();
        hand.Clicks.ShouldBeLessThanOrEqualTo(2);

        _gateway.IsOff = false;
        await hand.ClickAsync(hand.Page.GetByText("Retry all 150"));
        await hand.Page.GetByLabel("Reason").FillAsync("The gateway is back");
        await hand.Page.GetByLabel("Messages per second").FillAsync("100");
        await hand.ClickAsync(hand.Page.GetByRole(AriaRole.Button, new() { Name = "Start retry" }));
        await Expect(hand.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Completed");

        // Are all fine again?
        hand.Rest();
        await hand.ClickAsync(hand.Page.GetByRole(AriaRole.Link, new() { Name = "Overview" }).First);
        await Expect(Tile(hand.Page, "Dead letters")).ToHaveTextAsync("0");
        await Expect(Tile(hand.Page, "Stuck")).ToHaveTextAsync("0");
        await Expect(hand.Page.Locator("[data-live='OrderState.Completed']")).ToHaveTextAsync("150");
        hand.Clicks.ShouldBeLessThanOrEqualTo(2);
        _gateway.Charges.ShouldBe(150);
    }

    [Test]
    public async Task Should_find_the_order_of_a_customer_who_calls_by_half_an_address()
    {
        for (var other = 0; other < 20; other++)
            await _program.OrderAsync("tok_visa", $"c-{other}", $"customer{other}@example.com");
        var orderId = await _program.OrderAsync("tok_visa", "c-grace", "grace.hopper@example.org");
        await _program.UntilCompletedAsync(orderId);
        var hand = await OnFirstPageAsync();

        await hand.Page.Keyboard.PressAsync("/");
        await hand.Page.Keyboard.TypeAsync("grace.ho");
        await hand.Page.Keyboard.PressAsync("Enter");

        await hand.Page.WaitForURLAsync($"**/{orderId}");
        await Expect(hand.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Completed");
        hand.Clicks.ShouldBeLessThanOrEqualTo(2);
    }

    [Test]
    public async Task Should_acknowledge_40_stuck_orders_together()
    {
        await FailAsync(40);
        var hand = await OnFirstPageAsync();
        await Expect(Tile(hand.Page, "Stuck")).ToHaveTextAsync("40");

        await hand.ClickAsync(hand.Page.Locator(".tile a", new() { HasText = "Stuck" }));
        var group = hand.Page.GetByRole(AriaRole.Form, new() { Name = "40 stuck in AwaitingPayment" });
        await Expect(hand.Page.GetByText("1,592.00 EUR")).ToBeVisibleAsync();
        await hand.ClickAsync(group.Locator("input[name=all]"));
        await group.GetByRole(AriaRole.Textbox, new() { Name = "What is being done about it" }).FillAsync("Calling the provider");
        await hand.ClickAsync(group.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }));

        await Expect(hand.Page.GetByText("No open alerts.")).ToBeVisibleAsync();
        hand.Clicks.ShouldBeLessThanOrEqualTo(5);
        // The overview is read now and then, and says as of when.
        await Time.Eventually.BecomesTrueAsync(
            async () => (await _program.GetAsync("/operations/overview")).GetProperty("acknowledgedAlerts").GetInt64() == 40,
            "all to be told as acknowledged");
    }

    [Test]
    public async Task Should_hand_over_the_last_day()
    {
        await FailAsync(3);
        var hand = await OnFirstPageAsync();

        await hand.ClickAsync(hand.Page.GetByRole(AriaRole.Link, new() { Name = "24h" }));
        await Expect(hand.Page.GetByRole(AriaRole.Link, new() { Name = "24h" })).ToHaveAttributeAsync("aria-current", "page");
        hand.Clicks.ShouldBe(1);

        await hand.ClickAsync(hand.Page.GetByRole(AriaRole.Link, new() { Name = "Summary of a shift" }));
        var summary = await hand.Page.GetByLabel("To copy into a chat or a ticket").InputValueAsync();
        summary.ShouldContain("- Dead letters: ");
        summary.ShouldContain("- Stuck now: ");
    }

    [Test]
    public async Task Should_be_dealt_with_by_the_keyboard_alone()
    {
        await FailAsync(1);
        _gateway.IsOff = false;
        var page = (await OnFirstPageAsync()).Page;

        await TabToAsync(page, "Dead letters");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Dead letters");
        await TabToAsync(page, "ProcessPayment");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("ProcessPayment");
        await TabToAsync(page, "Retry as is");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("body")).ToContainTextAsync("now Completed");
    }

    [Test]
    public async Task Should_tell_the_same_numbers_on_pages_in_the_API_and_in_the_database()
    {
        await FailAsync(6);
        await _program.KillAsync();
        await _program.StartAgainAsync();
        var page = (await OnFirstPageAsync()).Page;
        await page.GotoAsync("/dead-letters");
        await page.GetByText("Retry all 6").ClickAsync();
        await page.GetByLabel("Reason").FillAsync("Perhaps it works again");
        await page.GetByLabel("Stop after").FillAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start retry" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Stopped");
        _gateway.IsOff = false;
        await _program.UntilCompletedAsync(await _program.OrderAsync("tok_visa"));

        await using var db = _program.NewContext();
        var facts = await StoredFacts.ReadAsync(db);
        await Time.Eventually.BecomesTrueAsync(
            async () =>
            {
                // Results of the job still come in, and alerts are opened.
                facts = await StoredFacts.ReadAsync(db);
                var told = await _program.GetAsync("/operations/overview");
                return facts is { DeadLetters: 6, Stuck: 6 } && told.GetProperty("beingRetried").GetInt64() == 0
                    && facts.AreToldBy(told);
            },
            "the API to tell what is stored");

        await page.GotoAsync("/");
        await Expect(Tile(page, "Dead letters")).ToHaveTextAsync(facts.DeadLetters.ToString(CultureInfo.InvariantCulture));
        await Expect(Tile(page, "Stuck")).ToHaveTextAsync(facts.Stuck.ToString(CultureInfo.InvariantCulture));
        foreach (var (state, count) in facts.Orders)
        {
            await Expect(page.Locator($"[data-live='OrderState.{state}']"))
                .ToHaveTextAsync(count.ToString(CultureInfo.InvariantCulture));
        }
    }

    private async Task FailAsync(int count)
    {
        _gateway.IsOff = true;
        for (var order = 0; order < count; order++)
            await _program.OrderAsync("tok_visa", $"c-{order}");
        await _program.UntilGivenUpAsync(count);
    }

    private async Task<OperatorsHand> OnFirstPageAsync()
    {
        var page = await _program.VisitAsync();
        await page.GotoAsync("/");
        return new OperatorsHand(page);
    }

    private static ILocator Tile(IPage page, string label) =>
        page.Locator(".tile", new() { Has = page.Locator(".label", new() { HasText = label }) }).Locator(".value");

    // As far as a person would go on.
    private static async Task TabToAsync(IPage page, string text)
    {
        for (var tab = 0; tab < 60; tab++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = await page.EvaluateAsync<string>(
                "(document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText ?? '').trim()");
            if (focused.StartsWith(text, StringComparison.Ordinal))
                return;
        }

        throw new InvalidOperationException($"'{text}' cannot be reached by the keyboard.");
    }
}
