using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Sagas.Durability.Archive;
using Sagas.Durability.Databases;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Verification;

/// <summary>
/// The stored data, as of one moment, while others continue to write. It blocks nobody and writes nothing.
/// </summary>
public sealed class StoredSnapshot : IAsyncDisposable
{
    private const int PageSize = 500;

    // Each archived saga comes with its whole history.
    private const int ArchivePageSize = 100;

    private readonly IDbContextTransaction _transaction;

    private StoredSnapshot(DbContext database, IDbContextTransaction transaction, bool isOneMoment, DateTimeOffset at)
    {
        _transaction = transaction;
        Database = database;
        IsOneMoment = isOneMoment;
        At = at;
    }

    /// <summary>The database, for reading only.</summary>
    public DbContext Database { get; }

    /// <summary>When it was opened, UTC.</summary>
    public DateTimeOffset At { get; }

    /// <summary>
    /// Whether all statements see the same moment. That is always so, except on a SQL Server whose database does not allow
    /// snapshots (<c>ALLOW_SNAPSHOT_ISOLATION</c>): there each statement sees a moment of its own.
    /// </summary>
    public bool IsOneMoment { get; }

    /// <summary>Opens a snapshot.</summary>
    /// <param name="database">A context that nobody else uses in the meantime.</param>
    /// <param name="time">The clock used to determine ages.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The snapshot; dispose of it.</returns>
    public static async Task<StoredSnapshot> OpenAsync(DbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        database.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var at = time.GetStorableUtcNow();
        // SQLite's client begins every transaction as a writer, except with this level; what it reads is a snapshot all the same.
        if (DatabaseDialect.For(database.Database.ProviderName).SingleWriter)
            return new(
                database, await database.Database.BeginTransactionAsync(IsolationLevel.ReadUncommitted, cancellationToken),
                true, at);

        var transaction = await database.Database.BeginTransactionAsync(IsolationLevel.Snapshot, cancellationToken);
        try
        {
            // The first statement determines both the moment and whether the database allows snapshots.
            await database.Set<OutboxMessage>().OrderBy(row => row.OutboxId).Select(row => row.OutboxId).Take(1)
                .ToListAsync(cancellationToken);
            return new(database, transaction, true, at);
        }
        catch (DbException)
        {
            await transaction.DisposeAsync();
            return new(
                database, await database.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken),
                false, at);
        }
    }

    /// <summary>Reads all sagas of a type in the order of their ids, some hundred at a time.</summary>
    /// <typeparam name="TSaga">The saga.</typeparam>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The sagas in pages; no page is empty.</returns>
    public IAsyncEnumerable<IReadOnlyList<TSaga>> ReadPagesAsync<TSaga>(CancellationToken cancellationToken)
        where TSaga : class, ISaga =>
        ReadPagesAsync<TSaga>(PageSize, cancellationToken);

    /// <summary>Reads all archived sagas of a type in the order of their ids, a hundred at a time.</summary>
    /// <typeparam name="TSaga">The saga.</typeparam>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The archived sagas in pages; no page is empty.</returns>
    public IAsyncEnumerable<IReadOnlyList<ArchivedSaga>> ReadArchiveAsync<TSaga>(CancellationToken cancellationToken)
        where TSaga : class, ISaga =>
        ReadArchiveAsync<TSaga>(ArchivePageSize, cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _transaction.DisposeAsync();

    internal IAsyncEnumerable<IReadOnlyList<TSaga>> ReadPagesAsync<TSaga>(int pageSize, CancellationToken cancellationToken)
        where TSaga : class, ISaga =>
        ReadPagesAsync(
            Database.Set<TSaga>().AsNoTracking(), nameof(ISaga.CorrelationId), saga => saga.CorrelationId,
            pageSize, cancellationToken);

    internal IAsyncEnumerable<IReadOnlyList<ArchivedSaga>> ReadArchiveAsync<TSaga>(
        int pageSize, CancellationToken cancellationToken)
        where TSaga : class, ISaga =>
        ReadPagesAsync(
            new SagaArchive(Database).Of<TSaga>(), nameof(ArchivedSaga.SagaId), saga => saga.SagaId, pageSize, cancellationToken);

    private static async IAsyncEnumerable<IReadOnlyList<TRow>> ReadPagesAsync<TRow>(
        IQueryable<TRow> rows, string id, Func<TRow, Guid> idOf, int pageSize,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TRow : class
    {
        Guid? last = null;
        while (true)
        {
            // Each database sorts ids in its own way; as it also compares them that way, pages fit together in all of them.
            var ahead = last is { } after ? rows.Where(row => EF.Property<Guid>(row, id).CompareTo(after) > 0) : rows;
            var page = await ahead.OrderBy(row => EF.Property<Guid>(row, id)).Take(pageSize).ToListAsync(cancellationToken);
            if (page.Count > 0)
                yield return page;
            if (page.Count < pageSize)
                yield break;
            last = idOf(page[^1]);
        }
    }
}
