using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Sagas.Tests.Durability.Databases.Fakes;

/// <summary>Several calls that are sent together, to a server that may end their transaction in the middle.</summary>
internal sealed class FakeBatch(DbConnection client, SqlRecorder recorder) : DbBatch
{
    private readonly Calls _calls = [];

    public override int Timeout { get; set; }

    protected override DbBatchCommandCollection DbBatchCommands => _calls;

    protected override DbConnection? DbConnection { get; set; }

    protected override DbTransaction? DbTransaction { get; set; }

    public override int ExecuteNonQuery()
    {
        DbException? failure = null;
        foreach (var call in _calls.OfType<Call>())
        {
            recorder.Record(call.Command);
            try
            {
                (DbTransaction as FakeTransaction)?.OnServer?.Call(call.CommandText);
                call.Succeed();
            }
            catch (DbException exception)
            {
                failure ??= exception;
                if (recorder.Server is not { GoesOn: true })
                    break;
            }
        }

        return failure is null ? _calls.Count : throw failure;
    }

    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(ExecuteNonQuery());

    public override void Cancel()
    {
    }

    public override void Prepare()
    {
    }

    public override Task PrepareAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public override object ExecuteScalar() => throw new NotSupportedException();

    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    protected override DbBatchCommand CreateDbBatchCommand() => new Call(client.CreateCommand());

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        var tables = new List<DataTable>();
        foreach (var call in _calls.OfType<Call>())
        {
            recorder.Record(call.Command);
            var rows = new DataTable();
            rows.Load(recorder.Answer(call.CommandText));
            tables.Add(rows);
        }

        return new DataTableReader([.. tables]);
    }

    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(
        CommandBehavior behavior, CancellationToken cancellationToken) => Task.FromResult(ExecuteDbDataReader(behavior));

    private sealed class Call(DbCommand command) : DbBatchCommand
    {
        private int _affected = -1;

        public DbCommand Command => command;

        [AllowNull]
        public override string CommandText
        {
            get => command.CommandText;
            set => command.CommandText = value;
        }

        public override CommandType CommandType { get; set; } = CommandType.Text;

        public override int RecordsAffected => _affected;

        protected override DbParameterCollection DbParameterCollection => command.Parameters;

        // Like a command of this fake, it claims to have inserted all its rows, or changed one.
        public void Succeed() => _affected = CommandText.Split("), (@").Length;
    }

    private sealed class Calls : DbBatchCommandCollection
    {
        private readonly List<DbBatchCommand> _all = [];

        public override int Count => _all.Count;

        public override bool IsReadOnly => false;

        public override void Add(DbBatchCommand item) => _all.Add(item);

        public override void Clear() => _all.Clear();

        public override bool Contains(DbBatchCommand item) => _all.Contains(item);

        public override void CopyTo(DbBatchCommand[] array, int arrayIndex) => _all.CopyTo(array, arrayIndex);

        public override IEnumerator<DbBatchCommand> GetEnumerator() => _all.GetEnumerator();

        public override int IndexOf(DbBatchCommand item) => _all.IndexOf(item);

        public override void Insert(int index, DbBatchCommand item) => _all.Insert(index, item);

        public override bool Remove(DbBatchCommand item) => _all.Remove(item);

        public override void RemoveAt(int index) => _all.RemoveAt(index);

        protected override DbBatchCommand GetBatchCommand(int index) => _all[index];

        protected override void SetBatchCommand(int index, DbBatchCommand batchCommand) => _all[index] = batchCommand;
    }
}
