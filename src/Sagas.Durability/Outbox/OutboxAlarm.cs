namespace Sagas.Durability.Outbox;

/// <summary>
/// When the outbox is searched next: by its interval at the latest, earlier if a row is known to become visible earlier.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class OutboxAlarm(TimeProvider time)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _wakeAt = DateTimeOffset.MinValue;
    private TaskCompletionSource _earlier = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Sets it for the end of an interval.</summary>
    /// <param name="interval">The longest pause.</param>
    /// <returns>
    /// Ends when it is set to an earlier time after that. Take it before a search, so that nothing is missed meanwhile.
    /// </returns>
    public Task Set(TimeSpan interval)
    {
        lock (_lock)
        {
            _wakeAt = time.GetUtcNow() + interval;
            _earlier = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _earlier.Task;
        }
    }

    /// <summary>Sets it to a time, unless it is set to an earlier one.</summary>
    /// <param name="at">The time.</param>
    public void WakeAt(DateTimeOffset at)
    {
        lock (_lock)
        {
            if (at >= _wakeAt)
                return;
            _wakeAt = at;
            _earlier.TrySetResult();
        }
    }

    /// <summary>Waits until it goes off.</summary>
    /// <param name="earlier">What <see cref="Set"/> returned.</param>
    /// <param name="stoppingToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async Task WaitAsync(Task earlier, CancellationToken stoppingToken)
    {
        while (true)
        {
            TimeSpan left;
            lock (_lock)
            {
                left = _wakeAt - time.GetUtcNow();
                if (earlier.IsCompleted)
                {
                    _earlier = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    earlier = _earlier.Task;
                }
            }

            if (left <= TimeSpan.Zero)
                return;

            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(Task.Delay(left, time, waiting.Token), earlier);
            await waiting.CancelAsync();
            stoppingToken.ThrowIfCancellationRequested();
        }
    }
}
