using System.Collections.Concurrent;

namespace Sagas.Tests.Journeys.World;

/// <summary>A door that a test closes for a name: whoever comes with that name waits before it until it is opened.</summary>
internal sealed class Door
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _closed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _waiting = new(StringComparer.Ordinal);

    public void CloseFor(string name) =>
        _closed.TryAdd(name, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    public void OpenFor(string name)
    {
        if (_closed.TryRemove(name, out var opened))
            opened.SetResult();
    }

    public void OpenForAll()
    {
        foreach (var name in _closed.Keys)
            OpenFor(name);
    }

    /// <summary>Whether somebody with that name waits before the door.</summary>
    public bool IsAwaitedBy(string name) => _waiting.GetValueOrDefault(name) > 0;

    public async Task PassAsync(string name, CancellationToken cancellationToken)
    {
        if (!_closed.TryGetValue(name, out var opened))
            return;

        _waiting.AddOrUpdate(name, 1, (_, count) => count + 1);
        try
        {
            await opened.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _waiting.AddOrUpdate(name, 0, (_, count) => count - 1);
        }
    }
}
