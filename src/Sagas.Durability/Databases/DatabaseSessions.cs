namespace Sagas.Durability.Databases;

/// <summary>Sessions that nobody uses at the moment: as many as were used at the same time.</summary>
internal sealed class DatabaseSessions(DurableDatabase database) : IAsyncDisposable
{
    private readonly Stack<DatabaseSession> _idle = [];

    /// <summary>Takes one, which is to be given back if nothing has happened to it, and else to be disposed of.</summary>
    public async Task<DatabaseSession> TakeAsync(CancellationToken cancellationToken) =>
        TakeIdle() ?? await DatabaseSession.OpenAsync(database, cancellationToken);

    public void GiveBack(DatabaseSession session)
    {
        lock (_idle)
            _idle.Push(session);
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
