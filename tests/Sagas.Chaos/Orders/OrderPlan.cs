namespace Sagas.Chaos.Orders;

/// <summary>An order that is to be placed.</summary>
/// <param name="Number">The order's number, counted from the first.</param>
/// <param name="Token">The payment token, which decides how its payment goes.</param>
/// <param name="CancelAfter">How long after it was accepted it is canceled; null if it is not.</param>
internal sealed record OrderPlan(int Number, string Token, TimeSpan? CancelAfter)
{
    /// <summary>Whether it ends as soon as the service gets to it, without deliberately waiting for anything.</summary>
    public bool IsPrompt => Token is not ("tok_slow" or "tok_down") && !NeedsOperator;

    /// <summary>Whether it ends only once an operator has looked at it: its charge is not what was asked for.</summary>
    public bool NeedsOperator => Token is "tok_wrong_amount" or "tok_wrong_currency";
}
