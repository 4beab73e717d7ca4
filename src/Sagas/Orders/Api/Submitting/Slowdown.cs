namespace Sagas.Orders.Api.Submitting;

/// <summary>Slows requests down before they are refused: from half of a limit on, each takes longer and longer.</summary>
internal static class Slowdown
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Waits for as long as the load requires.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="limit">The number at which requests are refused.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes after the wait.</returns>
    public static Task WaitAsync(long count, int limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var excess = count - (limit / 2);
        return excess > 0
            ? Task.Delay(LongestPause * excess / (limit - (limit / 2)), time, cancellationToken)
            : Task.CompletedTask;
    }
}
