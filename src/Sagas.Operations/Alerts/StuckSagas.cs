using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Registry;

namespace Sagas.Operations.Alerts;

/// <summary>
/// Decides which sagas of a type need an alert, and which have left the state that theirs is about. Rows say which sagas may be
/// stuck. The history has the last word: a process of an older version does not keep the rows' times.
/// </summary>
internal sealed class StuckSagas(DbContext db, SagaType kind, DateTimeOffset now)
{
    private const int MostAtATime = 500;

    /// <summary>Adds alerts, or opens those again that were closed while the saga was still in the state.</summary>
    /// <returns>How many.</returns>
    public async Task<int> OpenAsync(int most, CancellationToken cancellationToken)
    {
        // Known ones come first because they have been stuck longest, so they must not fill the list.
        var stuck = await kind.FindStuckAsync(db, now, most, cancellationToken);
        var opened = 0;
        foreach (var some in stuck.Chunk(MostAtATime))
        {
            var known = await AlertReader.ReadKnownAsync(
                db, kind.Name, [.. some.Select(saga => saga.SagaId)], cancellationToken);
            var others = some.Where(saga => !known[saga.SagaId].Any(alert => IsAbout(alert, saga) && IsEnough(alert))).ToList();
            if (others.Count == 0)
                continue;
            var entries = await kind.EntriesAsync(db, [.. others.Select(saga => saga.SagaId)], cancellationToken);
            foreach (var saga in others)
            {
                var entry = entries.GetValueOrDefault(saga.SagaId) ?? new SagaStay(saga.State, saga.Version, saga.Since);
                if (entry.State == saga.State && now - entry.Since >= saga.Expected
                    && await OpenAsync(saga, entry, known[saga.SagaId], cancellationToken))
                {
                    opened++;
                }
            }
        }

        return opened;
    }

    /// <summary>Closes the alerts about sagas that have left the state.</summary>
    /// <returns>Whether there are any.</returns>
    public async Task<bool> CloseAsync(int most, CancellationToken cancellationToken)
    {
        var alerts = await AlertReader.ReadStuckAsync(db, kind.Name, most, cancellationToken);
        var closed = false;
        foreach (var some in alerts.Chunk(MostAtATime))
        {
            var stays = await kind.StaysAsync(db, [.. some.Select(alert => alert.SagaId)], cancellationToken);
            var entries = await kind.EntriesAsync(
                db, [.. some.Where(alert => MayHaveComeBack(alert, stays)).Select(alert => alert.SagaId)], cancellationToken);
            var left = some.Where(alert => HasLeft(alert, stays, entries)).ToList();
            if (left.Count == 0)
                continue;
            closed = true;
            var gone = await kind.SummarizeAsync(
                db, [.. left.Select(alert => alert.SagaId).Where(id => !stays.ContainsKey(id))], withSecrets: false,
                cancellationToken);
            foreach (var alert in left)
                Close(alert, stays.GetValueOrDefault(alert.SagaId), gone.GetValueOrDefault(alert.SagaId)?.State);
        }

        return closed;
    }

    private async Task<bool> OpenAsync(
        StuckSaga saga, SagaStay entry, IEnumerable<KnownAlert> known, CancellationToken cancellationToken)
    {
        var about = known
            .Where(alert => IsAbout(alert, saga) || (alert.State == saga.State && alert.SagaVersion >= entry.Version))
            .ToList();
        if (about.Exists(IsEnough))
            return false;
        if (about.MaxBy(alert => alert.Since) is { } latest)
            return await OpenAgainAsync(latest.AlertId, entry, cancellationToken);

        db.Add(new SagaAlert
        {
            AlertId = Guid.CreateVersion7(now),
            SagaType = kind.Name,
            SagaId = saga.SagaId,
            SagaVersion = entry.Version,
            State = saga.State,
            Since = entry.Since,
            OpenedAt = now,
        });
        return true;
    }

    // Every step used to close the alert, even one that stayed in the state.
    private async Task<bool> OpenAgainAsync(Guid alertId, SagaStay entry, CancellationToken cancellationToken)
    {
        if ((await AlertReader.FindAsync(db, [alertId], cancellationToken)).FirstOrDefault() is not { } alert)
            return false;
        (alert.ClosedAt, alert.MovedTo, alert.MovedAt, alert.Since) = (null, null, null, entry.Since);
        return true;
    }

    private void Close(SagaAlert alert, SagaStay? stay, string? endedIn)
    {
        alert.ClosedAt = now;
        alert.MovedTo = stay?.State ?? endedIn;
        alert.MovedAt = stay?.Since;
    }

    // The saga had entered the state before the alert was about it, and has not entered it again since.
    private static bool IsAbout(KnownAlert alert, StuckSaga saga) => alert.State == saga.State && alert.Since >= saga.Since;

    private static bool IsEnough(KnownAlert alert) => alert.IsStuck || alert.IsSettled;

    private static bool MayHaveComeBack(SagaAlert alert, IReadOnlyDictionary<Guid, SagaStay> stays) =>
        stays.GetValueOrDefault(alert.SagaId) is { } stay && stay.State == alert.State && stay.Since > alert.Since;

    private static bool HasLeft(
        SagaAlert alert, IReadOnlyDictionary<Guid, SagaStay> stays, IReadOnlyDictionary<Guid, SagaStay> entries) =>
        stays.GetValueOrDefault(alert.SagaId) is not { } stay || stay.State != alert.State
        || (MayHaveComeBack(alert, stays) && entries.GetValueOrDefault(alert.SagaId) is { } entry
            && entry.Version > alert.SagaVersion);
}
