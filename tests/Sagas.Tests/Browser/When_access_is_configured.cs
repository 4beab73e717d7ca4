using Microsoft.Playwright;
using Sagas.Access.Callers;
using Sagas.Access.Settings;
using static Microsoft.Playwright.Assertions;

namespace Sagas.Tests.Browser;

/// <summary>As it must be where the service listens to other machines.</summary>
[Servers]
internal sealed class When_access_is_configured
{
    private const string Password = "correct horse battery staple";

    private OperatedProgram _program = null!;

    [OneTimeSetUp]
    public async Task Start() => _program = await OperatedProgram.StartAsync(
        ("Sagas:Access:Users:0:Name", "Rita"), ("Sagas:Access:Users:0:PasswordHash", Passwords.Hash(Password)),
        ("Sagas:Access:Users:0:Roles", AccessRoles.OperationsReader),
        ("Sagas:Access:Users:1:Name", "Otto"), ("Sagas:Access:Users:1:PasswordHash", Passwords.Hash(Password)),
        ("Sagas:Access:Users:1:Roles", $"{AccessRoles.OperationsOperator}, {AccessRoles.OrdersSubmitter}"),
        ("Sagas:Access:Users:2:Name", "Ada"), ("Sagas:Access:Users:2:PasswordHash", Passwords.Hash(Password)),
        ("Sagas:Access:Users:2:Roles", AccessRoles.OperationsAdmin));

    [TearDown]
    public Task Leave() => _program.LeaveAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _program.DisposeAsync();

    [Test]
    public async Task Should_have_to_sign_in()
    {
        var page = await _program.VisitAsync();
        await page.GotoAsync("/stuck");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();

        await SignInAsync(page, "Otto", "wrong");
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await SignInAsync(page, "Otto", Password);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Stuck" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GotoAsync("/");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    [Test]
    public async Task Should_let_a_reader_look_and_not_act()
    {
        var operatorsPage = await _program.VisitAsync();
        await operatorsPage.GotoAsync("/");
        await SignInAsync(operatorsPage, "Otto", Password);
        await operatorsPage.GetByRole(AriaRole.Button, new() { Name = "Place 40 sample orders" }).ClickAsync();
        await Expect(operatorsPage.Locator("[data-live='OrderState.Completed']")).Not.ToHaveTextAsync("0");

        var page = await _program.VisitAsync();
        await page.GotoAsync("/");
        await SignInAsync(page, "Rita", Password);
        await page.GotoAsync(OperatedProgram.Orders);
        await page.Locator("a.id").First.ClickAsync();
        await Expect(page.GetByText("c***@example.com").Last).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Cancel order" })).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Place 40 sample orders" })).ToHaveCountAsync(0);
        var refused = await page.APIRequest.PostAsync("/actions/samples");
        refused.Status.ShouldBe(403);
    }

    [Test]
    public async Task Should_let_nobody_but_an_admin_retry_many()
    {
        await _program.SubmitBrokenAsync(2);
        await _program.UntilGivenUpAsync(2);
        var page = await _program.VisitAsync();
        await page.GotoAsync("/dead-letters?endpoint=order-saga");
        await SignInAsync(page, "Otto", Password);
        await Expect(page.GetByText("requires the role operations.admin")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Form, new() { Name = "Retry all" })).ToHaveCountAsync(0);

        var adminsPage = await _program.VisitAsync();
        await adminsPage.GotoAsync("/dead-letters?endpoint=order-saga");
        await SignInAsync(adminsPage, "Ada", Password);
        await adminsPage.GetByText("Retry all").ClickAsync();
        await adminsPage.GetByLabel("Reason").FillAsync("They say that it works now");
        await adminsPage.GetByRole(AriaRole.Button, new() { Name = "Start retry" }).ClickAsync();
        await Expect(adminsPage.GetByRole(AriaRole.Heading, new() { Name = "What was requested" })).ToBeVisibleAsync();
    }

    private static async Task SignInAsync(IPage page, string name, string password)
    {
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
