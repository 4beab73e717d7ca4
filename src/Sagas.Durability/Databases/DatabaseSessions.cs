namespace Sagas.Durability.Databases;

/// <summary>Sessions that nobody uses at the moment: as many as were used at the same time.</summary>
internal sealed class DatabaseSessions(DurableDatabase database) : IAsyncDisposable
{
    private readonly Stack<DatabaseSession> _idle = [];

    /// <summary>Does something in one. If that fails, nobody else gets it.</summary>
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
