using System.Linq.Expressions;
using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Archive;
using Sagas.Durability.Databases;
using Sagas.Durability.History;
using Sagas.Durability.Paging;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Registry;

/// <summary>A saga type whose sagas are queried by the names of its properties.</summary>
internal sealed class StoredSagaType<TSaga>(
    DurableDatabase database, SagaDescription<TSaga> description, string stateProperty, StateGraph graph)
    : SagaType(typeof(TSaga).Name, description.Title ?? typeof(TSaga).Name, graph)
    where TSaga : class, ISaga, ISagaVersion
{
    /// <summary>How many sagas are searched for a word at a time.</summary>
    public const int TextWindow = 5_000;

    public override bool TellsAge => description.StartedAt is not null;

    public override bool TellsMoves => description.MovedAt is not null;

    public override bool TellsStuck => EnteredAt is not null;

    // Of a saga that is not timed, the last step is the latest time at which it may have entered its state.
    private string? EnteredAt =>
        typeof(TSaga).IsAssignableTo(typeof(ITimedSaga)) ? nameof(ITimedSaga.StateEnteredAt) : description.MovedAt;

    public override bool HasTexts => description.Texts.Count > 0;

    public override bool HasOpenTexts => description.Texts.Exists(IsOpen);

    public override IReadOnlyList<string> TextLabels(bool withSecrets) =>
        [.. description.Texts.Where(text => withSecrets || IsOpen(text)).Select(text => description.TextLabels[text])];

    public override IReadOnlyList<string> TextFields(bool withSecrets) =>
        [.. description.Texts.Where(text => withSecrets || IsOpen(text)).Select(JsonNamingPolicy.CamelCase.ConvertName)];

    public override async Task<Page<SagaRow>> ListAsync(
        DbContext db, SagaQuery filter, PagePosition? after, int limit, CancellationToken cancellationToken)
    {
        var mentions = MentionsOf(filter);
        var page = filter.StillFound is { } stillFound && (mentions is not null || filter.Fields.Count > 0)
            ? await Newest(filter.Stretch).ReadShownAsync(
                Filtered(db, filter), mentions, (some, cancel) => ChooseAsync(some, stillFound, cancel), after, limit,
                cancellationToken)
            : await Newest(filter.Stretch).ReadAsync(Filtered(db, filter), mentions, after, limit, cancellationToken);
        return new Page<SagaRow>([.. page.Items.Select(saga => RowOf(saga, isArchived: false))], page.Next)
        {
            SearchedBackTo = page.SearchedBackTo,
        };
    }

    public override async Task<SagaRow?> FindAsync(DbContext db, Guid sagaId, CancellationToken cancellationToken)
    {
        var saga = await Sagas(db).SingleOrDefaultAsync(saga => saga.CorrelationId == sagaId, cancellationToken);
        if (saga is not null)
            return RowOf(saga, isArchived: false);
        var archive = new SagaArchive(db);
        return await archive.FindAsync<TSaga>(sagaId, cancellationToken) is { } archived
            ? RowOf(archive.SagaOf<TSaga>(archived), isArchived: true)
            : null;
    }

    public override Task<IReadOnlyDictionary<Guid, SagaSummary>> SummarizeAsync(
        DbContext db, IReadOnlyCollection<Guid> sagaIds, bool withSecrets, CancellationToken cancellationToken) =>
        new SagaSummaryReader<TSaga>(database, description, stateProperty)
            .ReadAsync(db, sagaIds, withSecrets, cancellationToken);

    internal override Task<long> CountAsync(
        DbContext db, SagaQuery filter, int most, CancellationToken cancellationToken) =>
        Filtered(db, filter).Select(saga => saga.CorrelationId).Take(most).LongCountAsync(cancellationToken);

    internal override Task<IdsFound> FindIdsAsync(
        DbContext db, Func<Guid, bool> isSought, (int Looked, int Found) most, CancellationToken cancellationToken)
    {
        var ids = description.StartedAt is { } startedAt
            ? Sagas(db).OrderByDescending(saga => EF.Property<DateTimeOffset>(saga, startedAt))
                .ThenByDescending(saga => saga.CorrelationId).Take(most.Looked + 1)
                .Select(saga => new { saga.CorrelationId, At = (DateTimeOffset?)EF.Property<DateTimeOffset>(saga, startedAt) })
            : Sagas(db).OrderByDescending(saga => saga.CorrelationId).Take(most.Looked + 1)
                .Select(saga => new { saga.CorrelationId, At = (DateTimeOffset?)null });
        return IdsFound.AmongAsync(
            ids.AsAsyncEnumerable().Select(saga => (saga.CorrelationId, saga.At)), isSought, most, cancellationToken);
    }

    internal override IReadOnlyDictionary<string, string> WordFields(bool withSecrets) =>
        WordProperties(withSecrets).ToDictionary(
            JsonNamingPolicy.CamelCase.ConvertName,
            property => Fields.FirstOrDefault(field => field.Property == property)?.Label ?? description.TextLabels[property],
            StringComparer.Ordinal);

    public override async Task<IReadOnlyDictionary<string, long>> CountAsync(
        DbContext db, IReadOnlyCollection<string> states, CancellationToken cancellationToken) =>
        await Sagas(db).Where(saga => states.Contains(EF.Property<string>(saga, stateProperty)))
            .GroupBy(saga => EF.Property<string>(saga, stateProperty))
            .Select(same => new { State = same.Key, Count = same.LongCount() })
            .ToDictionaryAsync(same => same.State, same => same.Count, StringComparer.Ordinal, cancellationToken);

    public override async Task<IReadOnlyList<StuckSaga>> FindStuckAsync(
        DbContext db, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        if (EnteredAt is not { } enteredAt)
            return [];

        var stuck = new List<StuckSaga>();
        foreach (var (state, expected) in Expected)
        {
            var latest = now - expected;
            var rows = await Sagas(db)
                .Where(saga =>
                    EF.Property<string>(saga, stateProperty) == state && EF.Property<DateTimeOffset>(saga, enteredAt) <= latest)
                .OrderBy(saga => EF.Property<DateTimeOffset>(saga, enteredAt))
                .Take(limit)
                .Select(saga => new { saga.CorrelationId, saga.Version, Since = EF.Property<DateTimeOffset>(saga, enteredAt) })
                .ToListAsync(cancellationToken);
            stuck.AddRange(rows.Select(row => new StuckSaga(row.CorrelationId, state, row.Version, row.Since, expected)));
        }

        return [.. stuck.OrderBy(saga => saga.Since).Take(limit)];
    }

    public override async Task<IReadOnlyDictionary<Guid, SagaStay>> StaysAsync(
        DbContext db, IReadOnlyCollection<Guid> sagaIds, CancellationToken cancellationToken)
    {
        if (EnteredAt is not { } enteredAt)
            return new Dictionary<Guid, SagaStay>();
        return await Sagas(db).Where(saga => sagaIds.Contains(saga.CorrelationId))
            .Select(saga => new
            {
                saga.CorrelationId,
                State = EF.Property<string>(saga, stateProperty),
                saga.Version,
                Since = EF.Property<DateTimeOffset>(saga, enteredAt),
            })
            .ToDictionaryAsync(
                saga => saga.CorrelationId, saga => new SagaStay(saga.State, saga.Version, saga.Since), cancellationToken);
    }

    public override async Task<IReadOnlyDictionary<Guid, SagaStay>> EntriesAsync(
        DbContext db, IReadOnlyCollection<Guid> sagaIds, CancellationToken cancellationToken)
    {
        var entries = await db.Set<SagaTransition>().AsNoTracking()
            .Where(step => sagaIds.Contains(step.SagaId) && step.SagaType == typeof(TSaga).Name && step.FromState != step.ToState)
            .Select(step => new { step.SagaId, step.ToState, step.Version, step.At })
            .ToListAsync(cancellationToken);
        return entries.GroupBy(entry => entry.SagaId).ToDictionary(
            ofSaga => ofSaga.Key,
            ofSaga => ofSaga.MaxBy(entry => entry.Version)!)
            .ToDictionary(last => last.Key, last => new SagaStay(last.Value.ToState, last.Value.Version, last.Value.At));
    }

    public override async Task<IReadOnlyList<TimeSpan>> LastDurationsAsync(
        DbContext db, string state, int limit, CancellationToken cancellationToken)
    {
        // A saga that has ended did so when it entered the state, whatever came too late for it.
        if (description.StartedAt is not { } startedAt || EnteredAt is not { } movedAt)
            return [];

        var times = await Sagas(db).Where(saga => EF.Property<string>(saga, stateProperty) == state)
            .OrderByDescending(saga => EF.Property<DateTimeOffset>(saga, movedAt))
            .Take(limit)
            .Select(saga =>
                new { Began = EF.Property<DateTimeOffset>(saga, startedAt), Ended = EF.Property<DateTimeOffset>(saga, movedAt) })
            .ToListAsync(cancellationToken);
        return [.. times.Select(time => time.Ended - time.Began)];
    }

    internal override Expression<Func<DeadLetter, bool>> SagaIsIn(DbContext db, IReadOnlyCollection<string> states)
    {
        var (sagas, archived) = (Sagas(db), new SagaArchive(db).Of<TSaga>());
        return deadLetter =>
            sagas.Any(saga => (Guid?)saga.CorrelationId == deadLetter.SagaId
                && states.Contains(EF.Property<string>(saga, stateProperty)))
            || archived.Any(saga => (Guid?)saga.SagaId == deadLetter.SagaId && states.Contains(saga.CurrentState));
    }

    internal override async Task<IReadOnlyDictionary<string, long>> CountDeadLettersAsync(
        DbContext db, CancellationToken cancellationToken) =>
        await db.Set<DeadLetter>().AsNoTracking()
            .Join(
                Sagas(db), deadLetter => deadLetter.SagaId, saga => (Guid?)saga.CorrelationId,
                (_, saga) => EF.Property<string>(saga, stateProperty))
            .GroupBy(state => state).Select(same => new { State = same.Key, Count = same.LongCount() })
            .ToDictionaryAsync(same => same.State, same => same.Count, StringComparer.Ordinal, cancellationToken);

    private async Task<IReadOnlyList<TSaga>> ChooseAsync(
        IReadOnlyList<TSaga> sagas,
        Func<IReadOnlyList<SagaRow>, CancellationToken, Task<IReadOnlyList<SagaRow>>> stillFound,
        CancellationToken cancellationToken)
    {
        var chosen = await stillFound([.. sagas.Select(saga => RowOf(saga, isArchived: false))], cancellationToken);
        var ids = chosen.Select(row => row.SagaId).ToHashSet();
        return [.. sagas.Where(saga => ids.Contains(saga.CorrelationId))];
    }

    private static IQueryable<TSaga> Sagas(DbContext db) => db.Set<TSaga>().AsNoTracking();

    private IQueryable<TSaga> Filtered(DbContext db, SagaQuery filter)
    {
        var sagas = Sagas(db);
        if (filter.SagaId is { } id)
            sagas = sagas.Where(saga => saga.CorrelationId == id);
        if (filter.States is [var only])
            sagas = sagas.Where(saga => EF.Property<string>(saga, stateProperty) == only);
        else if (filter.States is { Count: > 1 } states)
            sagas = sagas.Where(saga => states.Contains(EF.Property<string>(saga, stateProperty)));
        foreach (var (property, value) in filter.Fields)
            sagas = sagas.Where(saga => EF.Property<string>(saga, property) == value);
        if (description.StartedAt is not { } startedAt)
            return sagas;
        if (filter.From is { } from)
            sagas = sagas.Where(saga => EF.Property<DateTimeOffset>(saga, startedAt) >= from);
        if (filter.Before is { } before)
            sagas = sagas.Where(saga => EF.Property<DateTimeOffset>(saga, startedAt) < before);
        return sagas;
    }

    // Sagas that do not record when they started are listed by their ids alone.
    private KeysetPager<TSaga> Newest(int? stretch)
    {
        Expression<Func<TSaga, DateTimeOffset>>? started =
            description.StartedAt is { } startedAt ? saga => EF.Property<DateTimeOffset>(saga, startedAt) : null;
        return new KeysetPager<TSaga>(
            started, saga => saga.CorrelationId,
            saga => new PagePosition(StartedAt(saga) ?? DateTimeOffset.UnixEpoch, saga.CorrelationId))
        {
            Stretch = stretch ?? TextWindow,
        };
    }

    private Expression<Func<TSaga, bool>>? MentionsOf(SagaQuery filter)
    {
        if (filter.Word is { Length: > 0 } anywhere)
            return WordProperties(!filter.LeavesOutSecrets) is { Count: > 0 } all ? Mentions(anywhere, all) : saga => false;
        var texts = filter.LeavesOutSecrets ? description.Texts.FindAll(IsOpen) : description.Texts;
        return filter.Text is { Length: > 0 } word && texts.Count > 0 ? Mentions(word, texts) : null;
    }

    private List<string> WordProperties(bool withSecrets) =>
    [
        .. description.Fields.Select(field => field.Property).Union(description.Texts)
            .Where(text => withSecrets || IsOpen(text)),
    ];

    private bool IsOpen(string text) => !description.Secrets.ContainsKey(JsonNamingPolicy.CamelCase.ConvertName(text));

    private static Expression<Func<TSaga, bool>> Mentions(string word, List<string> texts)
    {
        var saga = Expression.Parameter(typeof(TSaga), "saga");
        var lower = Expression.Constant(word.ToLowerInvariant());
        var mentions = texts.Select(text => (Expression)Expression.Call(
                Expression.Call(
                    Expression.Call(typeof(EF), nameof(EF.Property), [typeof(string)], saga, Expression.Constant(text)),
                    nameof(string.ToLower),
                    null),
                nameof(string.Contains),
                null,
                lower))
            .Aggregate(Expression.OrElse);
        return Expression.Lambda<Func<TSaga, bool>>(mentions, saga);
    }

    private DateTimeOffset? StartedAt(TSaga saga) => TimeOf(saga, description.StartedAt);

    private SagaRow RowOf(TSaga saga, bool isArchived)
    {
        var table = database.Table(typeof(TSaga));
        return new SagaRow(
            saga.CorrelationId, SagaSnapshot.StateOf(table, saga) ?? "", saga.Version, StartedAt(saga),
            TimeOf(saga, description.MovedAt), isArchived, SagaSnapshot.Describe(table, saga))
        {
            // Archived rows from before it was kept do not have it.
            StateEnteredAt = saga is ITimedSaga { StateEnteredAt: var entered } && entered != default ? entered : null,
        };
    }

    private DateTimeOffset? TimeOf(TSaga saga, string? property) =>
        property is null ? null : (DateTimeOffset?)database.Table(typeof(TSaga))[property].Read(saga);
}
