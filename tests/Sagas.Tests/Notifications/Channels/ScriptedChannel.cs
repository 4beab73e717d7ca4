using System.Collections.Concurrent;
using Sagas.Notifications.Channels;

namespace Sagas.Tests.Notifications.Channels;

/// <summary>A channel whose every moment is in the test's hand.</summary>
internal sealed class ScriptedChannel : INotificationChannel
{
    private readonly SemaphoreSlim _arrivals = new(0);
    private TaskCompletionSource? _hold;

    public string Name => "scripted";

    public ConcurrentQueue<Notification> Sent { get; } = new();

    public Exception? Failure { get; set; }

    /// <summary>Done while a notification is being sent.</summary>
    public Func<Task>? DuringSend { get; set; }

    public void Hold() => _hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _hold?.TrySetResult();

    public async Task ArrivesAsync(TimeSpan deadline)
    {
        if (!await _arrivals.WaitAsync(deadline))
            throw new TimeoutException("Nobody sent a notification.");
    }

    public async Task SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        _arrivals.Release();
        if (_hold is { } hold)
            await hold.Task;
        if (DuringSend is { } during)
            await during();
        if (Failure is { } failure)
            throw failure;
        Sent.Enqueue(notification);
    }
}
