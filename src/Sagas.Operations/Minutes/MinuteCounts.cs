using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Registry;
using Sagas.Durability.Tables;
using Sagas.Operations.Alerts;

namespace Sagas.Operations.Minutes;

/// <summary>
/// Counts what happened in some minutes. Everything is taken from what the database has recorded with its true time, whichever
/// process did it, and whether or not any process was counting then.
/// </summary>
internal sealed class MinuteCounts(DbContext db, SagaRegistry registry)
{
    // In the first eight bytes of an id that begins with a time.
    private const int BitsAfterTime = 16;

    // Steps are stored some time after they were taken.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    private readonly string[] _finalStates =
        [.. registry.Types.SelectMany(kind => kind.FinalStates).Distinct(StringComparer.Ordinal)];

    private readonly Dictionary<(int Minute, string Figure, string SagaType, string State), long> _counts = [];

    /// <summary>What was counted.</summary>
    public IReadOnlyDictionary<(int Minute, string Figure, string SagaType, string State), long> All => _counts;

    /// <summary>Counts sagas that started and ended.</summary>
    /// <param name="first">The first minute.</param>
    /// <param name="last">The last minute.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public async Task CountStepsAsync(int first, int last, CancellationToken cancellationToken)
    {
        var (from, to) = (MinuteFigure.TimeOf(first), MinuteFigure.TimeOf(last + 1));
        var begin = await StepPositions.OfAsync(db, from - Late, cancellationToken);
        var end = await StepPositions.OfAsync(db, to + Late, cancellationToken) + StepPositions.CloseEnough;
        var steps = db.Set<SagaTransition>().AsNoTracking()
            .Where(step => step.Position >= begin && step.Position <= end && step.At >= from && step.At < to)
            .Where(step => step.Version == 1 || step.BeginsAgain
                || (_finalStates.Contains(step.ToState) && step.FromState != step.ToState))
            .Select(step => new
            {
                step.SagaType,
                step.FromState,
                step.ToState,
                step.At,
                Begins = step.Version == 1 || step.BeginsAgain,
            });
        await foreach (var step in steps.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var minute = MinuteFigure.MinuteOf(step.At);
            if (step.Begins)
                Add(minute, MinuteFigure.Started, step.SagaType);
            if (step.FromState != step.ToState && registry.Find(step.SagaType)?.FinalStates.Contains(step.ToState) == true)
                Add(minute, MinuteFigure.Ended, step.SagaType, step.ToState);
        }
    }

    /// <summary>Counts messages that became dead letters, those included that are none any more.</summary>
    /// <param name="first">The first minute.</param>
    /// <param name="last">The last minute.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public async Task CountLettersAsync(int first, int last, CancellationToken cancellationToken)
    {
        var (from, to) = (MinuteFigure.TimeOf(first), MinuteFigure.TimeOf(last + 1));
        var seen = new HashSet<Guid>();
        // First those that are left: one that is dealt with in the meantime is in the audit by then.
        var left = db.Set<DeadLetter>().AsNoTracking().Where(letter => letter.DeadAt >= from && letter.DeadAt < to)
            .Select(letter => new { letter.DeadLetterId, letter.DeadAt });
        await foreach (var letter in left.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            seen.Add(letter.DeadLetterId);
            Add(MinuteFigure.MinuteOf(letter.DeadAt), MinuteFigure.DeadLetters);
        }

        var gone = db.Set<AuditEntry>().AsNoTracking()
            .Where(entry => entry.SubjectKind == AuditActions.DeadLetter && entry.At >= from)
            .Select(entry => entry.SubjectId);
        await foreach (var subject in gone.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (Guid.TryParse(subject, out var id) && BornAt(id) is { } born && born >= from && born < to && seen.Add(id))
                Add(MinuteFigure.MinuteOf(born), MinuteFigure.DeadLetters);
        }
    }

    /// <summary>Counts sagas that were stuck at the ends of minutes, as their alerts tell.</summary>
    /// <param name="first">The first minute.</param>
    /// <param name="last">The last minute.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public async Task CountStuckAsync(int first, int last, CancellationToken cancellationToken)
    {
        var (from, to) = (MinuteFigure.TimeOf(first + 1), MinuteFigure.TimeOf(last + 1));
        for (var minute = first; minute <= last; minute++)
            _counts[(minute, MinuteFigure.Stuck, "", "")] = 0;
        var alerts = db.Set<SagaAlert>().AsNoTracking().Where(alert => alert.OpenedAt < to);
        await CountAsync(alerts.Where(alert => alert.ClosedAt == null));
        await CountAsync(alerts.Where(alert => alert.ClosedAt > from));

        async Task CountAsync(IQueryable<SagaAlert> some)
        {
            var times = some.Select(alert => new { alert.OpenedAt, alert.ClosedAt });
            await foreach (var alert in times.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                var end = alert.ClosedAt is { } closed ? MinuteFigure.MinuteOf(closed.AddTicks(-1)) - 1 : last;
                for (var minute = Math.Max(first, MinuteFigure.MinuteOf(alert.OpenedAt)); minute <= Math.Min(end, last); minute++)
                    Add(minute, MinuteFigure.Stuck);
            }
        }
    }

    // The id of a dead letter tells when it became one.
    private static DateTimeOffset? BornAt(Guid id) => id.Version == 7
        ? DateTimeOffset.FromUnixTimeMilliseconds(
            BinaryPrimitives.ReadInt64BigEndian(id.ToByteArray(bigEndian: true)) >> BitsAfterTime)
        : null;

    private void Add(int minute, string figure, string sagaType = "", string state = "") =>
        _counts[(minute, figure, sagaType, state)] = _counts.GetValueOrDefault((minute, figure, sagaType, state)) + 1;
}
