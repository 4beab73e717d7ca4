using System.Collections.Concurrent;
using MassTransit;

namespace Sagas.Tests.Harness;

/// <summary>Tells when a message has been handled, and by what its consumer failed.</summary>
internal sealed class Deliveries : IReceiveObserver
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<Exception?>> _expected = new();
    private readonly ConcurrentDictionary<Guid, Exception> _faults = new();

    /// <summary>Call it before the message is sent.</summary>
    public Task<Exception?> Expect(Guid messageId) => _expected.AddOrUpdate(
        messageId,
        _ => new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously),
        (_, _) => new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context)
    {
        if (context.GetMessageId() is { } id && _expected.TryGetValue(id, out var handled))
            handled.TrySetResult(_faults.TryRemove(id, out var fault) ? fault : null);
        return Task.CompletedTask;
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class
    {
        _faults[context.MessageId!.Value] = exception;
        return Task.CompletedTask;
    }

    public Task ReceiveFault(ReceiveContext context, Exception exception)
    {
        if (context.GetMessageId() is { } id && _expected.TryGetValue(id, out var handled))
            handled.TrySetException(exception);
        return Task.CompletedTask;
    }
}
