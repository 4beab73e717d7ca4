using Microsoft.Playwright;

namespace Sagas.Tests.Browser;

/// <summary>Counts how often an operator has to click. What is typed does not count.</summary>
internal sealed class OperatorsHand(IPage page)
{
    public IPage Page => page;

    public int Clicks { get; private set; }

    public async Task ClickAsync(ILocator target)
    {
        Clicks++;
        await target.ClickAsync();
    }

    /// <summary>A new task begins.</summary>
    public void Rest() => Clicks = 0;
}
