using Sagas.Durability.Databases;

namespace Sagas.Durability.UnitsOfWork;

/// <summary>Sessions that nobody uses at the moment: as many as there were transactions at the same time.</summary>
internal sealed class WriterSessions(DurableDatabase database) : IAsyncDisposable
{
    private readonly Stack<WriterSession> _idle = [];

    /// <summary>Takes one, which is to be given back if nothing has happened to it, and else to be disposed of.</summary>
    public async Task<WriterSession> TakeAsync(CancellationToken cancellationToken) =>
        TakeIdle() ?? await WriterSession.OpenAsync(database, cancellationToken);

    public void GiveBack(WriterSession session)
    {
        lock (_idle)
            _idle.Push(session);
    }

    public async ValueTask DisposeAsync()
    {
        while (TakeIdle() is { } session)
            await session.DisposeAsync();
    }

    private WriterSession? TakeIdle()
    {
        lock (_idle)
            return _idle.Count > 0 ? _idle.Pop() : null;
    }
}
