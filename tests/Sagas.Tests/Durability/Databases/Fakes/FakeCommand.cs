using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Sagas.Tests.Durability.Databases.Fakes;

/// <summary>
/// A command of the real client that is noted instead of run. It claims to have inserted all its rows, or changed one.
/// </summary>
internal sealed class FakeCommand(DbCommand client, SqlRecorder recorder) : DbCommand
{
    [AllowNull]
    public override string CommandText
    {
        get => client.CommandText;
        set => client.CommandText = value;
    }

    public override int CommandTimeout { get; set; }

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection { get; set; }

    protected override DbTransaction? DbTransaction { get; set; }

    protected override DbParameterCollection DbParameterCollection => client.Parameters;

    public override void Cancel()
    {
    }

    public override void Prepare()
    {
    }

    public override int ExecuteNonQuery()
    {
        Call();
        return CommandText.Split("), (@").Length;
    }

    public override object ExecuteScalar()
    {
        Call();
        return 1;
    }

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        Call();
        return recorder.Answer(CommandText);
    }

    private void Call()
    {
        recorder.Record(client);
        (DbTransaction as FakeTransaction)?.OnServer?.Call(CommandText);
    }

    protected override DbParameter CreateDbParameter() => client.CreateParameter();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            client.Dispose();
        base.Dispose(disposing);
    }
}
