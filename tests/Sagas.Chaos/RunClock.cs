namespace Sagas.Chaos;

/// <summary>Tells how far a run has come. All its notes are in this time.</summary>
internal sealed class RunClock
{
    private readonly long _begin = TimeProvider.System.GetTimestamp();

    public TimeSpan Now => TimeProvider.System.GetElapsedTime(_begin);

    /// <summary>Waits until the run has come so far.</summary>
    public Task UntilAsync(TimeSpan moment, CancellationToken cancellationToken) => Pause.ForAsync(moment - Now, cancellationToken);
}
