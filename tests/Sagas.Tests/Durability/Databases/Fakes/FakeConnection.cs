using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Sagas.Tests.Durability.Databases.Fakes;

/// <summary>
/// A connection to nowhere. Its commands make the real client's parameters, and note texts instead of running them.
/// </summary>
internal sealed class FakeConnection(DbConnection client, SqlRecorder recorder) : DbConnection
{
    private ConnectionState _state;

    [AllowNull]
    public override string ConnectionString
    {
        get => client.ConnectionString;
        set => client.ConnectionString = value;
    }

    public override string Database => client.Database;

    public override string DataSource => client.DataSource;

    public override string ServerVersion => "16.0";

    public override ConnectionState State => _state;

    // A batch is recorded like so many commands; only a server that may end its transaction makes a difference.
    public override bool CanCreateBatch => recorder.Server is not null;

    public override void Open() => _state = ConnectionState.Open;

    public override void Close() => _state = ConnectionState.Closed;

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        new FakeTransaction(this, isolationLevel, recorder.Server?.Begin());

    protected override DbBatch CreateDbBatch() => new FakeBatch(client, recorder) { Connection = this };

    protected override DbCommand CreateDbCommand() => new FakeCommand(client.CreateCommand(), recorder) { Connection = this };

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            client.Dispose();
        base.Dispose(disposing);
    }
}
