using Microsoft.Extensions.Logging;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Settings;

namespace Sagas.Durability.Receive;

/// <summary>
/// Pauses a queue for a while when most of its messages fail: something that its consumers need is unavailable, and it is
/// better for the messages to wait than to become dead letters one after another. After the pause one message is tried; the
/// others follow if it succeeds.
/// </summary>
internal sealed class EndpointBreaker(string endpoint, DurabilityOptions options, TimeProvider time, ILogger logger)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _windowEnds = DateTimeOffset.MinValue;
    private int _succeeded;
    private int _failed;
    private DateTimeOffset? _openUntil;
    private TaskCompletionSource? _trial;

    /// <summary>Whether the queue's messages must wait.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_lock)
                return _openUntil is not null;
        }
    }

    /// <summary>Waits until the queue's messages may be handled.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (MustWait(out var wait, cancellationToken))
            await wait;
    }

    /// <summary>A message was handled.</summary>
    public void Succeeded()
    {
        lock (_lock)
        {
            if (_openUntil is not null)
            {
                _openUntil = null;
                _failed = 0;
                DurabilityMetrics.PausedEndpoints.Add(-1, new KeyValuePair<string, object?>("endpoint", endpoint));
                logger.LogWarning("Queue {Endpoint} is being handled again", endpoint);
            }

            EndTrial();
            CountIn(ref _succeeded);
        }
    }

    /// <summary>A message failed after all its in-process retries.</summary>
    public void Failed()
    {
        lock (_lock)
        {
            CountIn(ref _failed);
            var wasOpen = _openUntil is not null;
            if (wasOpen || IsTooMuch())
            {
                _openUntil = time.GetUtcNow() + options.BreakerPause;
                logger.LogError(
                    "Queue {Endpoint} is paused until {Until:O}: {Failed} of {Count} messages failed within {Window:c}",
                    endpoint, _openUntil, _failed, _failed + _succeeded, options.BreakerWindow);
                if (!wasOpen)
                    DurabilityMetrics.PausedEndpoints.Add(1, new KeyValuePair<string, object?>("endpoint", endpoint));
            }

            EndTrial();
        }
    }

    /// <summary>Handling of a message was abandoned, so nothing can be concluded from it.</summary>
    public void Abandoned()
    {
        lock (_lock)
            EndTrial();
    }

    // The first to find nothing to wait for after a pause is the one that tries.
    private bool MustWait(out Task wait, CancellationToken cancellationToken)
    {
        wait = Task.CompletedTask;
        lock (_lock)
        {
            if (_openUntil is not { } until)
                return false;
            if (until - time.GetUtcNow() is { Ticks: > 0 } left)
                wait = Task.Delay(left, time, cancellationToken);
            else if (_trial is not null)
                wait = _trial.Task.WaitAsync(cancellationToken);
            else
                _trial = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return wait != Task.CompletedTask;
        }
    }

    private bool IsTooMuch() =>
        options.BreakerThreshold > 0
        && _failed >= options.BreakerFailures
        && 100L * _failed >= (long)options.BreakerThreshold * (_failed + _succeeded);

    private void CountIn(ref int counter)
    {
        var now = time.GetUtcNow();
        if (now >= _windowEnds)
        {
            _windowEnds = now + options.BreakerWindow;
            _succeeded = _failed = 0;
        }

        counter++;
    }

    private void EndTrial()
    {
        _trial?.TrySetResult();
        _trial = null;
    }
}
