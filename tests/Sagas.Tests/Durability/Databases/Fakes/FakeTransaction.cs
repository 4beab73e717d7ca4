using System.Data;
using System.Data.Common;

namespace Sagas.Tests.Durability.Databases.Fakes;

/// <summary>A transaction that ends in nothing.</summary>
internal sealed class FakeTransaction(
    DbConnection connection, IsolationLevel isolationLevel, DeadlockingServer.ServerTransaction? onServer) : DbTransaction
{
    /// <summary>What a server knows of it; null if none is emulated.</summary>
    public DeadlockingServer.ServerTransaction? OnServer => onServer;

    public override IsolationLevel IsolationLevel => isolationLevel;

    public override bool SupportsSavepoints => true;

    protected override DbConnection DbConnection => connection;

    public override void Commit() => onServer?.Commit();

    public override void Rollback() => onServer?.End();

    public override void Save(string savepointName)
    {
    }

    public override void Rollback(string savepointName)
    {
    }

    public override void Release(string savepointName)
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            onServer?.End();
        base.Dispose(disposing);
    }
}
