using Microsoft.Playwright;

namespace Sagas.Tests.Browser;

/// <summary>The browser that all tests of pages share. It is Debian's; Playwright's own cannot be had everywhere.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string Program = Environment.GetEnvironmentVariable("SAGAS_TEST_CHROMIUM") is { Length: > 0 } path
        ? path
        : "/usr/bin/chromium";

    // In milliseconds. Broker and database are busy with other tests, too.
    private const float Patience = 120_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Chromium> StartAsync()
    {
        if (!File.Exists(Program))
            throw new InvalidOperationException(
                $"{Program} is not there: install the Debian package chromium, or name another by SAGAS_TEST_CHROMIUM.");
        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        // As root, which tests in containers often run as, its sandbox does not start. A graphics card would only be imitated.
        return new Chromium(
            playwright,
            await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = ["--no-sandbox", "--disable-gpu"] }));
    }

    /// <summary>All visitors go. Pages that stay open go on following what happens.</summary>
    public async Task LeaveAsync()
    {
        foreach (var context in _browser.Contexts.ToList())
            await context.CloseAsync();
    }

    /// <summary>A visitor with cookies of its own.</summary>
    public async Task<IPage> VisitAsync(
        Uri address, ColorScheme colours = ColorScheme.Light, bool withScript = true, int width = 1280)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ColorScheme = colours,
            JavaScriptEnabled = withScript,
            ViewportSize = new() { Width = width, Height = 900 },
        });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
