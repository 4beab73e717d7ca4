namespace Sagas.Durability.Databases;

/// <summary>A pool of idle sessions, as many as have been in use at the same time.</summary>
internal sealed class DatabaseSessions(DurableDatabase database) : IAsyncDisposable
{
    private readonly Stack<DatabaseSession> _idle = [];

    /// <summary>Uses a session. If that fails, the session is not used again.</summary>
    public async Task<T> UseAsync<T>(Func<DatabaseSession, Task<T>> use, CancellationToken cancellationToken)
    {
        var session = TakeIdle() ?? await DatabaseSession.OpenAsync(database, cancellationToken);
        T result;
        try
        {
            result = await use(session);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }

        lock (_idle)
            _idle.Push(session);
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        while (TakeIdle() is { } session)
            await session.DisposeAsync();
    }

    private DatabaseSession? TakeIdle()
    {
        lock (_idle)
            return _idle.Count > 0 ? _idle.Pop() : null;
    }
}
