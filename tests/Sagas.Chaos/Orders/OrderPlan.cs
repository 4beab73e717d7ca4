namespace Sagas.Chaos.Orders;

/// <summary>An order that is to be placed.</summary>
/// <param name="Number">The how manieth it is.</param>
/// <param name="Token">How its payment goes.</param>
/// <param name="CancelAfter">How long after it was accepted it is cancelled; null if it is not.</param>
internal sealed record OrderPlan(int Number, string Token, TimeSpan? CancelAfter)
{
    /// <summary>Whether it ends as soon as the service comes to it, and waits for nothing on purpose.</summary>
    public bool IsPrompt => Token is not ("tok_slow" or "tok_down");
}
