using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Verification;

/// <summary>
/// Every history reproduces its saga: versions run from 1 without a gap up to the saga's, each step begins in the state where the
/// one before ended, no message caused two steps, and the changes of all steps, applied in order, give the stored row. Where a
/// saga has ended and its id was used again, the new one begins in the initial state, and only its own steps give its row.
/// </summary>
/// <typeparam name="TSaga">The saga, stored by <c>DurableRepository</c>.</typeparam>
public class HistoryCheck<TSaga> : IInvariantCheck where TSaga : class, ISaga, ISagaVersion
{
    private static readonly string SagaType = typeof(TSaga).Name;

    /// <inheritdoc />
    public async Task CheckAsync(StoredSnapshot snapshot, InvariantFindings findings, CancellationToken cancellationToken)
    {
        var fold = new SagaFold<TSaga>(snapshot.Database);
        var (sagas, steps) = (0L, 0L);
        await foreach (var page in snapshot.ReadPagesAsync<TSaga>(cancellationToken))
        {
            var histories = await ReadHistoriesAsync(
                snapshot.Database, page[0].CorrelationId, page[^1].CorrelationId, cancellationToken);
            foreach (var saga in page)
            {
                var history = histories[saga.CorrelationId].ToList();
                if (string.Join("; ", Breaches(saga, history, fold)) is { Length: > 0 } breaches)
                    findings.Violate(saga.CorrelationId, breaches);
                steps += history.Count;
            }

            sagas += page.Count;
        }

        findings.Count("sagas", sagas);
        findings.Count("steps", steps);
    }

    private static async Task<ILookup<Guid, SagaTransition>> ReadHistoriesAsync(
        DbContext database, Guid first, Guid last, CancellationToken cancellationToken)
    {
        var steps = await database.Set<SagaTransition>().AsNoTracking()
            .Where(step => step.SagaId.CompareTo(first) >= 0 && step.SagaId.CompareTo(last) <= 0 && step.SagaType == SagaType)
            .OrderBy(step => step.SagaId).ThenBy(step => step.Version)
            .ToListAsync(cancellationToken);
        return steps.ToLookup(step => step.SagaId);
    }

    internal static IEnumerable<string> Breaches(TSaga saga, IReadOnlyList<SagaTransition> history, SagaFold<TSaga> fold)
    {
        if (!history.Select(step => step.Version).SequenceEqual(Enumerable.Range(1, saga.Version)))
            yield return $"it is at version {saga.Version}, but its history has {Versions(history)}";

        var state = SagaFold<TSaga>.Beginning;
        foreach (var step in history)
        {
            if (step.BeginsAgain)
                state = SagaFold<TSaga>.Beginning;
            if (!string.Equals(step.FromState, state, StringComparison.Ordinal))
                yield return $"it was {state}, but its step {step.Version} begins at {step.FromState}";
            state = step.ToState;
        }

        if (fold.StateOf(saga) is { } stored && !string.Equals(stored, state, StringComparison.Ordinal))
            yield return $"it is {stored}, but its history ends at {state}";
        foreach (var same in history.Where(step => step.MessageId is not null).GroupBy(step => step.MessageId)
            .Where(same => same.Count() > 1))
            yield return $"it took {same.Count()} steps for message {same.Key}";
        // A process may store the row when it accepts the work, before the saga has begun; until then there are no changes to
        // apply.
        foreach (var difference in saga.Version == 0 ? [] : fold.Differences(saga, history))
            yield return difference;
    }

    private static string Versions(IReadOnlyList<SagaTransition> history) => history.Count switch
    {
        0 => "no steps",
        <= 10 => $"the versions {string.Join(", ", history.Select(step => step.Version))}",
        _ => $"{history.Count} steps up to version {history[^1].Version}",
    };
}
