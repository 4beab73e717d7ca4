namespace Sagas.Orders.Api.Streaming;

/// <summary>
/// The steps that nothing can come before any more. Positions are given out when a transaction writes and show when it is
/// committed: of two side by side the later position may show first, and a stream that had passed it would never tell the
/// earlier. A position that is missing is therefore waited for; but one whose transaction was undone never comes, so that
/// the wait ends a while after the step behind it was made.
/// </summary>
public static class SettledSteps
{
    /// <summary>Counts the steps up to the first gap that may still be filled.</summary>
    /// <param name="steps">Positions of steps, in their order, and when the steps were made.</param>
    /// <param name="after">The position before the first.</param>
    /// <param name="horizon">A gap before a step made then or earlier is waited for no longer.</param>
    /// <returns>How many steps from the first on.</returns>
    public static int Count(IEnumerable<(long Position, DateTimeOffset At)> steps, long after, DateTimeOffset horizon)
    {
        var count = 0;
        foreach (var (position, at) in steps)
        {
            if (position > after + 1 && at > horizon)
                break;
            after = position;
            count++;
        }

        return count;
    }
}
