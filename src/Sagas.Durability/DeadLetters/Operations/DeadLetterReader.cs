using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Paging;
using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Operations;

/// <summary>Reads dead letters.</summary>
/// <param name="context">The database.</param>
public class DeadLetterReader(DbContext context)
{
    /// <summary>The most groups that are returned.</summary>
    public const int MostGroups = 500;

    private const int ExportedAtATime = 100;

    private static readonly KeysetPager<DeadLetter> Newest = new(
        deadLetter => deadLetter.DeadAt, deadLetter => deadLetter.DeadLetterId);

    /// <summary>Reads a page, the newest dead letter first.</summary>
    /// <param name="filter">Which dead letters.</param>
    /// <param name="after">The end of the previous page.</param>
    /// <param name="limit">How many.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The page.</returns>
    public async Task<Page<DeadLetter>> ReadAsync(
        DeadLetterQuery filter, PagePosition? after, int limit, CancellationToken cancellationToken) =>
        await Newest.ReadAsync(
            await filter.QueryAsync(context, cancellationToken), filter.Contains(), after, limit, cancellationToken);

    /// <summary>Reads all, newest first, without holding all of them in memory.</summary>
    /// <param name="filter">Which dead letters.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>The dead letters; one that is added or removed in the meantime may or may not be among them.</returns>
    public async IAsyncEnumerable<DeadLetter> ReadAllAsync(
        DeadLetterQuery filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (PagePosition? after = null; ;)
        {
            var page = await ReadAsync(filter, after, ExportedAtATime, cancellationToken);
            foreach (var deadLetter in page.Items)
                yield return deadLetter;
            if (page.Next is null)
                yield break;
            after = page.Next;
        }
    }

    /// <summary>Reads one dead letter.</summary>
    /// <param name="deadLetterId">Its id.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>
    /// The dead letter, even if it is being retried; null if it does not exist or no longer exists.
    /// </returns>
    public Task<DeadLetter?> FindAsync(Guid deadLetterId, CancellationToken cancellationToken) =>
        context.Set<DeadLetter>().IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(deadLetter => deadLetter.DeadLetterId == deadLetterId, cancellationToken);

    /// <summary>Counts dead letters.</summary>
    /// <param name="filter">Which dead letters.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    internal async Task<long> CountAsync(DeadLetterQuery filter, CancellationToken cancellationToken) =>
        await (await filter.AllAsync(context, cancellationToken)).LongCountAsync(cancellationToken);

    /// <summary>The sagas that dead letters of each kind are about: each saga once for every kind.</summary>
    /// <param name="filter">Which dead letters.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    internal async Task<IReadOnlyList<DeadLetterSaga>> SagasAsync(
        DeadLetterQuery filter, int limit, CancellationToken cancellationToken) =>
        await (await filter.AllAsync(context, cancellationToken))
            .Where(deadLetter => deadLetter.SagaId != null)
            .Select(deadLetter => new
            {
                deadLetter.Endpoint,
                deadLetter.ExceptionType,
                deadLetter.MessageTypes,
                SagaId = deadLetter.SagaId!.Value,
            })
            .Distinct().OrderBy(saga => saga.SagaId).Take(limit)
            .Select(saga => new DeadLetterSaga(saga.Endpoint, saga.ExceptionType, saga.MessageTypes, saga.SagaId))
            .ToListAsync(cancellationToken);

    /// <summary>Counts the dead letters of each kind.</summary>
    /// <param name="filter">Which dead letters.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>
    /// The groups, the one with most to decide about first; among groups of the same size, the one with the newest dead letter.
    /// </returns>
    public async Task<IReadOnlyList<DeadLetterGroup>> GroupsAsync(DeadLetterQuery filter, CancellationToken cancellationToken)
    {
        var groups = await (await filter.AllAsync(context, cancellationToken))
            .GroupBy(deadLetter => new { deadLetter.Endpoint, deadLetter.ExceptionType, deadLetter.MessageTypes })
            .Select(same => new
            {
                same.Key,
                Count = same.LongCount(deadLetter => !deadLetter.IsBeingRetried),
                BeingRetried = same.LongCount(deadLetter => deadLetter.IsBeingRetried),
                OldestAt = same.Min(deadLetter => deadLetter.DeadAt),
                NewestAt = same.Max(deadLetter => deadLetter.DeadAt),
            })
            .OrderByDescending(group => group.Count).ThenByDescending(group => group.BeingRetried)
            .ThenByDescending(group => group.NewestAt)
            .Take(MostGroups)
            .ToListAsync(cancellationToken);
        return groups.ConvertAll(group => new DeadLetterGroup(
            group.Key.Endpoint, group.Key.ExceptionType, group.Key.MessageTypes, group.Count, group.OldestAt, group.NewestAt)
        {
            BeingRetried = group.BeingRetried,
        });
    }
}

/// <summary>Dead letters of the same kind.</summary>
/// <param name="Endpoint">The queue.</param>
/// <param name="ExceptionType">Full name of the exception; null if there was none.</param>
/// <param name="MessageTypes">
/// Every message type they can be read as, the most specific first; empty if they could not be read.
/// </param>
/// <param name="Count">How many wait for a decision.</param>
/// <param name="OldestAt">When the oldest of them became a dead letter, UTC.</param>
/// <param name="NewestAt">When the newest of them became a dead letter, UTC.</param>
public record DeadLetterGroup(
    string Endpoint, string? ExceptionType, string MessageTypes, long Count, DateTimeOffset OldestAt, DateTimeOffset NewestAt)
{
    /// <summary>How many are being retried, besides those that wait for a decision.</summary>
    public long BeingRetried { get; init; }
}

/// <summary>A saga that dead letters of a kind are about.</summary>
/// <param name="Endpoint">The queue.</param>
/// <param name="ExceptionType">Full name of the exception; null if there was none.</param>
/// <param name="MessageTypes">Every message type they can be read as; empty if they could not be read.</param>
/// <param name="SagaId">The saga.</param>
internal sealed record DeadLetterSaga(string Endpoint, string? ExceptionType, string MessageTypes, Guid SagaId);
