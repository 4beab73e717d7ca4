using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Archive;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Verification;

/// <summary>
/// Every archived saga is intact: its history reproduces it, as <see cref="HistoryCheck{TSaga}"/> requires of the others, the
/// archive's columns agree with it, and nothing of it was left behind.
/// </summary>
/// <typeparam name="TSaga">The saga.</typeparam>
public class ArchiveCheck<TSaga> : IInvariantCheck where TSaga : class, ISaga, ISagaVersion
{
    /// <inheritdoc />
    public async Task CheckAsync(StoredSnapshot snapshot, InvariantFindings findings, CancellationToken cancellationToken)
    {
        var archive = new SagaArchive(snapshot.Database);
        var fold = new SagaFold<TSaga>(snapshot.Database);
        var sagas = 0L;
        await foreach (var page in snapshot.ReadArchiveAsync<TSaga>(cancellationToken))
        {
            sagas += page.Count;
            foreach (var archived in page)
            {
                if (string.Join("; ", Breaches(archived, archive, fold)) is { Length: > 0 } breaches)
                    findings.Violate(archived.SagaId, $"is archived, and {breaches}");
            }
        }

        if (sagas == 0)
            return;
        findings.Count("archived sagas", sagas);
        await FindLeftAsync(snapshot.Database, archive, findings, cancellationToken);
    }

    private static List<string> Breaches(ArchivedSaga archived, SagaArchive archive, SagaFold<TSaga> fold)
    {
        try
        {
            var saga = archive.SagaOf<TSaga>(archived);
            return
            [
                .. Differences(archived, saga, fold), .. HistoryCheck<TSaga>.Breaches(saga, archive.HistoryOf(archived), fold),
            ];
        }
        catch (JsonException exception)
        {
            return [$"cannot be read: {exception.Message}"];
        }
    }

    private static IEnumerable<string> Differences(ArchivedSaga archived, TSaga saga, SagaFold<TSaga> fold)
    {
        if (saga.CorrelationId != archived.SagaId)
            yield return $"it is the saga {saga.CorrelationId}";
        if (saga.Version != archived.Version)
            yield return $"it is archived at version {archived.Version}, but is at version {saga.Version}";
        if (fold.StateOf(saga) is { } state && !string.Equals(state, archived.CurrentState, StringComparison.Ordinal))
            yield return $"it is archived as {archived.CurrentState}, but is {state}";
    }

    private static async Task FindLeftAsync(
        DbContext database, SagaArchive archive, InvariantFindings findings, CancellationToken cancellationToken)
    {
        var archived = archive.Of<TSaga>().Select(saga => saga.SagaId);
        var both = archived
            .Where(id => database.Set<TSaga>().Any(saga => EF.Property<Guid>(saga, nameof(ISaga.CorrelationId)) == id));
        await foreach (var sagaId in both.AsAsyncEnumerable().WithCancellation(cancellationToken))
            findings.Violate(sagaId, "is archived, but is still where it was");

        var type = typeof(TSaga).Name;
        var steps = archived
            .Where(id => database.Set<SagaTransition>().Any(step => step.SagaId == id && step.SagaType == type));
        await foreach (var sagaId in steps.AsAsyncEnumerable().WithCancellation(cancellationToken))
            findings.Violate(sagaId, "is archived, but has left steps in the history");
    }
}
