namespace Sagas.Orders.Api.Streaming;

/// <summary>
/// The steps that no other step can precede any more. Positions are assigned when a transaction writes, but become visible when
/// it commits: of two concurrent transactions, the one with the later position may become visible first, and a stream that had
/// passed it would never send the earlier one. So the stream waits for a missing position; but if its transaction was rolled
/// back it never appears, so the wait ends a while after the step behind it was taken.
/// </summary>
internal static class SettledSteps
{
    /// <summary>Counts the steps up to the first gap that may still be filled.</summary>
    /// <param name="steps">Positions of steps, in order, and when the steps were taken.</param>
    /// <param name="after">The position before the first.</param>
    /// <param name="horizon">A gap before a step taken at this time or earlier is no longer waited for.</param>
    /// <returns>How many steps, starting from the first.</returns>
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
