namespace Sagas.Chaos;

/// <summary>Lets time pass: here the passing of time is the plan, so there is no condition to wait for.</summary>
internal static class Pause
{
    public static async Task ForAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        if (duration < TimeSpan.FromMilliseconds(1))
            return;
        using var timer = new PeriodicTimer(duration);
        await timer.WaitForNextTickAsync(cancellationToken);
    }

    /// <summary>Waits until a condition holds.</summary>
    /// <returns>Whether it does; false if the limit came first.</returns>
    public static async Task<bool> UntilAsync(Func<Task<bool>> condition, TimeSpan limit, CancellationToken cancellationToken)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(begin) > limit)
                return false;
            await ForAsync(TimeSpan.FromMilliseconds(250), cancellationToken);
        }

        return true;
    }
}
