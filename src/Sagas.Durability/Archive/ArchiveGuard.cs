using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sagas.Durability.Databases;
using Sagas.Durability.Messages;
using Sagas.Durability.Settings;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Archive;

/// <summary>
/// Tells messages about archived sagas from those about new ones: the rows that would reveal a duplicate are gone.
/// </summary>
internal sealed class ArchiveGuard
{
    private readonly DurableDatabase _database;
    private readonly DurabilityOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal ArchiveGuard(
        DurableDatabase database, IOptions<DurabilityOptions> options, TimeProvider time, ILogger<ArchiveGuard> logger)
    {
        _database = database;
        _options = options.Value;
        _time = time;
        _logger = logger;
    }

    /// <summary>
    /// Whether a message comes too late because its saga has been archived. Ask this where a row of the saga is missing and
    /// would be created again. The database is not queried for messages that a saga sent within the duplicate-detection
    /// window, because such a saga cannot have been archived.
    /// </summary>
    /// <typeparam name="TRow">The type of the row. Sagas of types with which it is not archived may have the same id.</typeparam>
    /// <param name="message">The message.</param>
    /// <param name="sagaId">The saga that it is about.</param>
    /// <returns>Whether it comes too late and is best ignored, which is then logged.</returns>
    public async Task<bool> IsTooLateAsync<TRow>(ConsumeContext message, Guid sagaId) where TRow : class
    {
        ArgumentNullException.ThrowIfNull(message);
        if (IsOfLivingSaga(message) || await FindAsync(typeof(TRow), sagaId, message.CancellationToken) is not { } saga)
            return false;

        _logger.LogWarning(
            "A message came too late and is ignored: {MessageType} {MessageId} is about {SagaType} {SagaId}, which was archived at {ArchivedAt:O}",
            message.SupportedMessageTypes.FirstOrDefault(), message.MessageId, saga.SagaType, saga.SagaId, saga.ArchivedAt);
        return true;
    }

    /// <summary>Refuses a message that asks for something that cannot be done because its saga has been archived.</summary>
    /// <typeparam name="TRow">The type of the row that is missing.</typeparam>
    /// <param name="sagaId">The saga that it is about.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <exception cref="ArchivedSagaException">The saga has been archived.</exception>
    public Task RefuseArchivedAsync<TRow>(Guid sagaId, CancellationToken cancellationToken) where TRow : class =>
        RefuseAsync(typeof(TRow), sagaId, cancellationToken);

    /// <summary>Refuses a message that is about to create a saga under the id of an archived one.</summary>
    internal Task RefuseToBeginAgainAsync<TSaga>(Guid sagaId, CancellationToken cancellationToken) =>
        _options.ArchivePlans().ContainsKey(typeof(TSaga))
            ? RefuseAsync(typeof(TSaga), sagaId, cancellationToken)
            : Task.CompletedTask;

    private async Task RefuseAsync(Type row, Guid sagaId, CancellationToken cancellationToken)
    {
        if (await FindAsync(row, sagaId, cancellationToken) is { } saga)
            throw new ArchivedSagaException(saga);
    }

    private bool IsOfLivingSaga(ConsumeContext message) =>
        message.Headers.TryGetHeader(TransportHeaders.SagaId, out _)
        && message.SentTime is { } sentTime
        && _time.GetUtcNow() - new DateTimeOffset(sentTime.ToUniversalTime()) < _options.DuplicateDetectionWindow;

    private async Task<ArchivedSaga?> FindAsync(Type row, Guid sagaId, CancellationToken cancellationToken)
    {
        await using var scope = _database.CreateScope(out var context);
        var archived = await context.Set<ArchivedSaga>().AsNoTracking()
            .Where(saga => saga.SagaId == sagaId).OrderBy(saga => saga.SagaType).ToListAsync(cancellationToken);
        // If no plan of this process has such rows, those of another process may.
        return _options.ArchivePlans().TypesWith(row) is { Count: > 0 } types
            ? archived.Find(saga => types.Contains(saga.SagaType))
            : archived.FirstOrDefault();
    }
}
