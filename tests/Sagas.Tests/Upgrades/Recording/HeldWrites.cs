using Sagas.Durability.Databases;

namespace Sagas.Tests.Upgrades.Recording;

/// <summary>
/// Holds the turn that every writer of SQLite takes, and lets one after the other through: so the database can be caught at
/// moments that otherwise pass in no time, as a process that is killed would leave it.
/// </summary>
internal sealed class HeldWrites : IDisposable
{
    private readonly DurableDatabase _database;
    private WriteLock _turn;

    private HeldWrites(DurableDatabase database, WriteLock turn)
    {
        _database = database;
        _turn = turn;
    }

    public static async Task<HeldWrites> HoldAsync(DurableDatabase database) =>
        new(database, await database.TakeWriteLockAsync(CancellationToken.None));

    /// <summary>Whoever waits first passes, and nobody after them.</summary>
    public async Task LetOnePassAsync()
    {
        var next = _database.TakeWriteLockAsync(CancellationToken.None).AsTask();
        _turn.Dispose();
        _turn = await next;
    }

    public void Dispose() => _turn.Dispose();
}
