using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Registry;
using Sagas.Durability.Tables;
using Sagas.Operations.Redaction;

namespace Sagas.Operations.DeadLetters;

/// <summary>Finds the sagas that dead letters are about: what has failed for whom, and whether it still matters.</summary>
internal sealed class SagasOfLetters(DbContext db, SagaRegistry registry, PointlessDeadLetters pointless)
{
    /// <summary>The saga of a dead letter; null if it is about none, or about one that is not known.</summary>
    /// <param name="http">The request.</param>
    /// <param name="deadLetter">The dead letter.</param>
    public async Task<SagaOfLetter?> FindAsync(HttpContext http, DeadLetter deadLetter) =>
        (await FindAsync([deadLetter], http.MaySeeSecrets(), http.RequestAborted)).GetValueOrDefault(deadLetter.DeadLetterId);

    /// <summary>A saga that a dead letter was about; null if it is not known.</summary>
    /// <param name="http">The request.</param>
    /// <param name="sagaId">Its id.</param>
    public async Task<SagaOfLetter?> FindAsync(HttpContext http, Guid sagaId) =>
        (await SummariesAsync([sagaId], http.MaySeeSecrets(), http.RequestAborted))[sagaId]
            .Select(saga => SagaOfLetter.Of(saga.Summary, saga.Kind, isPointless: false)).FirstOrDefault();

    /// <summary>The sagas of dead letters.</summary>
    /// <param name="deadLetters">The dead letters.</param>
    /// <param name="withSecrets">Whether nothing is hidden.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>By the ids of the dead letters; those that are about none are missing.</returns>
    public async Task<IReadOnlyDictionary<Guid, SagaOfLetter>> FindAsync(
        IReadOnlyCollection<DeadLetter> deadLetters, bool withSecrets, CancellationToken cancellationToken)
    {
        var summaries = await SummariesAsync(
            [.. deadLetters.Select(deadLetter => deadLetter.SagaId).OfType<Guid>().Distinct()], withSecrets, cancellationToken);
        var found = new Dictionary<Guid, SagaOfLetter>();
        foreach (var deadLetter in deadLetters.Where(deadLetter => deadLetter.SagaId is not null))
        {
            // Sagas of several types may have the same id: the one that failed comes first.
            var failed = registry.TypeOf(deadLetter);
            var (kind, summary) = summaries[deadLetter.SagaId!.Value].OrderByDescending(saga => saga.Kind == failed)
                .FirstOrDefault();
            if (kind is not null)
            {
                found[deadLetter.DeadLetterId] = SagaOfLetter.Of(
                    summary, kind, pointless.Is(deadLetter, kind, summary.State));
            }
        }

        return found;
    }

    /// <summary>Sagas by their ids alone, of any type.</summary>
    /// <param name="sagaIds">Their ids.</param>
    /// <param name="withSecrets">Whether nothing is hidden.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public async Task<ILookup<Guid, (SagaType Kind, SagaSummary Summary)>> SummariesAsync(
        IReadOnlyCollection<Guid> sagaIds, bool withSecrets, CancellationToken cancellationToken)
    {
        var found = new List<(SagaType Kind, SagaSummary Summary)>();
        foreach (var kind in sagaIds.Count == 0 ? [] : registry.Types)
        {
            var summaries = await kind.SummarizeAsync(db, sagaIds, withSecrets, cancellationToken);
            found.AddRange(summaries.Values.Select(summary => (kind, summary)));
        }

        return found.ToLookup(saga => saga.Summary.SagaId);
    }
}
