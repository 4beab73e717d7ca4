namespace Sagas.Chaos;

/// <summary>Says how far a run has got. Everything that is recorded uses this time.</summary>
internal sealed class RunClock
{
    private readonly long _begin = TimeProvider.System.GetTimestamp();

    public TimeSpan Now => TimeProvider.System.GetElapsedTime(_begin);

    /// <summary>Waits until the run has got that far.</summary>
    public Task UntilAsync(TimeSpan moment, CancellationToken cancellationToken) =>
        Pause.ForAsync(moment - Now, cancellationToken);
}
