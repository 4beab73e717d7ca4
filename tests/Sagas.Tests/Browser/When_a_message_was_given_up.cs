using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sagas.Tests.Browser;

/// <summary>
/// Somebody outside has submitted orders that nobody can read, or a payment cannot be made. An operator deals with it, without
/// script and with it.
/// </summary>
[Servers]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_a_message_was_given_up
{
    private OperatedProgram _program = null!;

    [SetUp]
    public async Task Start() => _program = await OperatedProgram.StartAsync(("Sagas:Orders:OnPaymentFailure", "Wait"));

    [TearDown]
    public async Task Stop() => await _program.DisposeAsync();

    [TestCase(true)]
    [TestCase(false)]
    public async Task Should_be_repaired_so_that_the_order_completes(bool withScript)
    {
        var orderId = Guid.CreateVersion7();
        await _program.SubmitBrokenAsync(1);
        await _program.UntilGivenUpAsync(1);
        var messageId = (await _program.LastLetterAsync()).MessageId.ShouldNotBeNull();
        var page = await _program.VisitAsync(withScript: withScript);

        await page.GotoAsync("/dead-letters");
        await page.GetByRole(AriaRole.Link, new() { Name = "Unreadable message" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("$.message.paymentToken");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Message" })
            .FillAsync(OperatedProgram.EnvelopeOf(messageId, Complete(orderId)));
        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("It can be read as OrderSubmitted.");
        await Expect(page.Locator("ins", new() { HasText = "tok_visa" })).ToBeVisibleAsync();
        var form = page.GetByRole(AriaRole.Form, new() { Name = "Edit and retry" });
        await form.GetByLabel("Reason").FillAsync("The sender left it out");
        await page.GetByRole(AriaRole.Button, new() { Name = "Retry with changes" }).ClickAsync();

        await Expect(page.GetByText("“The sender left it out”")).ToBeVisibleAsync();
        await Expect(page.Locator("article b", new() { HasText = "Dead letter changed and retried" })).ToBeVisibleAsync();
        await _program.UntilCompletedAsync(orderId);
        await page.GotoAsync($"{OperatedProgram.Orders}/{orderId}");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Completed");
        await _program.UntilNothingIsRetriedAsync();
        await page.GotoAsync("/dead-letters");
        await Expect(page.GetByText("No dead letters.")).ToBeVisibleAsync();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Should_be_changed_so_that_an_order_is_paid_whose_payment_had_failed_for_good(bool withScript)
    {
        var orderId = await _program.OrderAsync("tok_down");
        await _program.UntilGivenUpAsync(1);
        var page = await _program.VisitAsync(withScript: withScript);

        await page.GotoAsync($"{OperatedProgram.Orders}/{orderId}");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("AwaitingPayment");
        await page.Locator("summary", new() { HasText = "The simulated gateway failed" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "View it and decide what to do" }).First.ClickAsync();
        var message = page.GetByRole(AriaRole.Textbox, new() { Name = "Message" });
        await message.FillAsync((await message.InputValueAsync()).Replace("tok_down", "tok_visa", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("It can be read as ProcessPayment.");
        await Expect(page.Locator("del", new() { HasText = "tok_down" })).ToBeVisibleAsync();
        await Expect(page.Locator("ins", new() { HasText = "tok_visa" })).ToBeVisibleAsync();
        var form = page.GetByRole(AriaRole.Form, new() { Name = "Edit and retry" });
        await form.GetByLabel("Reason").FillAsync("The customer has another card");
        await page.GetByRole(AriaRole.Button, new() { Name = "Retry with changes" }).ClickAsync();

        await Expect(page.GetByText("“The customer has another card”")).ToBeVisibleAsync();
        await _program.UntilCompletedAsync(orderId);
        await page.GotoAsync($"{OperatedProgram.Orders}/{orderId}");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Completed");
        await Expect(page.Locator(".timeline")).ToContainTextAsync("ProcessPaymentFaulted");
    }

    [Test]
    public async Task Should_be_retried_with_a_hundred_others_until_too_many_fail_again()
    {
        await _program.SubmitBrokenAsync(100);
        await _program.UntilGivenUpAsync(100);
        var page = await _program.VisitAsync();

        await page.GotoAsync("/dead-letters");
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "order-saga" }).First.GetByRole(AriaRole.Link).First
            .ClickAsync();
        await page.GetByText("Retry all 100").ClickAsync();
        await page.GetByLabel("Reason").FillAsync("They say that it works now");
        await page.GetByLabel("Messages per second").FillAsync("10");
        await page.GetByLabel("Stop after").FillAsync("15");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start retry" }).ClickAsync();

        var heading = page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        await Expect(heading).ToContainTextAsync("Running");
        await Expect(page.GetByRole(AriaRole.Img)).ToHaveAttributeAsync("aria-label", "Of 100: 100 not sent yet");
        // What is being filled in stays while the page follows the job.
        await page.GetByLabel("Reason").FillAsync("half a rea");
        await Expect(page.GetByRole(AriaRole.Img)).Not.ToHaveAttributeAsync("aria-label", "Of 100: 100 not sent yet");
        await Expect(page.GetByLabel("Reason")).ToHaveValueAsync("half a rea");
        await Expect(heading).ToContainTextAsync("Stopped", new() { Timeout = 60_000 });
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("too many messages failed again");
        var failed = int.Parse(
            await page.Locator("[data-count=FailedAgain]").InnerTextAsync(),
            CultureInfo.InvariantCulture);
        failed.ShouldBe(15);

        await page.GetByLabel("Reason").FillAsync("They are wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel job" }).ClickAsync();
        await Expect(heading).ToContainTextAsync("Cancelled");
        await page.GetByRole(AriaRole.Link, new() { Name = "Audit trail of this job" }).ClickAsync();
        await Expect(page.Locator("article b", new() { HasText = "Retry job stopped by the service" })).ToBeVisibleAsync();
        await Expect(page.GetByText("“They are wrong”")).ToBeVisibleAsync();
    }

    private static string Complete(Guid orderId) =>
        $$"""
        {"orderId":"{{orderId}}","customerId":"c-broken","email":"ada@example.com","currency":"EUR",
         "lines":[{"sku":"BOOK-1","quantity":2,"unitPrice":19.90}],"total":39.80,"paymentToken":"tok_visa","submittedAt":"2026-03-14T09:00:00Z"}
        """;
}
