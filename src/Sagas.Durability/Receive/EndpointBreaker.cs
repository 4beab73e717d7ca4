using Microsoft.Extensions.Logging;
using Sagas.Durability.Diagnostics;
using Sagas.Durability.Settings;

namespace Sagas.Durability.Receive;

/// <summary>
/// Pauses a queue for a while when most of its messages fail: something that its consumers need is unavailable, and it is
/// better for the messages to wait than to become dead letters one after another. After the pause one message is tried; the
/// others follow if it succeeds.
/// </summary>
internal sealed class EndpointBreaker
{
    private readonly string _endpoint;
    private readonly DurabilityOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PausedQueues _pauses;
    private readonly Lock _lock = new();
    private DateTimeOffset _windowEnds = DateTimeOffset.MinValue;
    private int _succeeded;
    private int _failed;
    private PausedQueue? _pause;
    private TaskCompletionSource? _trial;
    private int _waiting;

    public EndpointBreaker(
        string endpoint, DurabilityOptions options, TimeProvider time, ILogger logger, PausedQueues pauses)
    {
        (_endpoint, _options, _time, _logger, _pauses) = (endpoint, options, time, logger, pauses);
        pauses.Add(this);
    }

    /// <summary>The pause of the queue; null if its messages are handled.</summary>
    public PausedQueue? Pause
    {
        get
        {
            lock (_lock)
                return _pause is { } pause ? pause with { Waiting = _waiting } : null;
        }
    }

    /// <summary>Waits until the queue's messages may be handled.</summary>
    /// <exception cref="OperationCanceledException">
    /// The process is being stopped: the message goes back to its queue, for whoever can handle it.
    /// </exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (Pause is null)
            return;
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _pauses.Stopping);
        Interlocked.Increment(ref _waiting);
        try
        {
            while (MustWait(out var wait, stopping.Token))
                await wait;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>A message was handled.</summary>
    public void Succeeded()
    {
        bool wasPaused;
        lock (_lock)
        {
            wasPaused = _pause is not null;
            if (wasPaused)
            {
                _pause = null;
                _failed = 0;
                DurabilityMetrics.PausedEndpoints.Add(-1, new KeyValuePair<string, object?>("endpoint", _endpoint));
                _logger.LogWarning("Queue {Endpoint} is being handled again", _endpoint);
            }

            EndTrial();
            CountIn(ref _succeeded);
        }

        if (wasPaused)
            _pauses.Tell();
    }

    /// <summary>A message failed after all its in-process retries.</summary>
    /// <param name="failure">Why.</param>
    public void Failed(Exception failure)
    {
        var words = _pauses.WordsOf(failure);
        bool isPaused;
        lock (_lock)
        {
            CountIn(ref _failed);
            var wasPaused = _pause is not null;
            isPaused = wasPaused || IsTooMuch();
            if (isPaused)
            {
                _pause = new PausedQueue(
                    _endpoint, _time.GetUtcNow() + _options.BreakerPause, _failed, _failed + _succeeded, Waiting: 0,
                    words);
                _logger.LogError(
                    "Queue {Endpoint} is paused until {Until:O}: {Failed} of {Count} messages failed within {Window:c}",
                    _endpoint, _pause.Until, _failed, _pause.Handled, _options.BreakerWindow);
                if (!wasPaused)
                    DurabilityMetrics.PausedEndpoints.Add(1, new KeyValuePair<string, object?>("endpoint", _endpoint));
            }

            EndTrial();
        }

        if (isPaused)
            _pauses.Tell();
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
            if (_pause is not { } pause)
                return false;
            cancellationToken.ThrowIfCancellationRequested();
            if (pause.Until - _time.GetUtcNow() is { Ticks: > 0 } left)
                wait = Task.Delay(left, _time, cancellationToken);
            else if (_trial is not null)
                wait = _trial.Task.WaitAsync(cancellationToken);
            else
                _trial = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return wait != Task.CompletedTask;
        }
    }

    private bool IsTooMuch() =>
        _options.BreakerThreshold > 0
        && _failed >= _options.BreakerFailures
        && 100L * _failed >= (long)_options.BreakerThreshold * (_failed + _succeeded);

    private void CountIn(ref int counter)
    {
        var now = _time.GetUtcNow();
        if (now >= _windowEnds)
        {
            _windowEnds = now + _options.BreakerWindow;
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
