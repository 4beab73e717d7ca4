using System.Linq.Expressions;
using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Archive;
using Sagas.Durability.Databases;
using Sagas.Durability.History;

namespace Sagas.Durability.Registry;

/// <summary>Reads summaries of many sagas of a type: of each no more than the columns that are shown.</summary>
internal sealed class SagaSummaryReader<TSaga>(
    DurableDatabase database, SagaDescription<TSaga> description, string stateProperty)
    where TSaga : class, ISaga
{
    private static readonly string TypeName = typeof(TSaga).Name;

    // More ids would be one statement with a very long parameter.
    private const int SagasAtATime = 500;

    public async Task<IReadOnlyDictionary<Guid, SagaSummary>> ReadAsync(
        DbContext db, IEnumerable<Guid> sagaIds, bool withSecrets, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, SagaSummary>();
        foreach (var some in sagaIds.Distinct().Chunk(SagasAtATime))
        {
            var rows = await db.Set<TSaga>().AsNoTracking().Where(saga => some.Contains(saga.CorrelationId))
                .Select(Columns()).ToListAsync(cancellationToken);
            foreach (var row in rows)
                found[row.SagaId] = SummaryOf(row, isArchived: false, withSecrets);
            // Looked for last, since a saga moves to the archive in one transaction.
            var missing = some.Where(id => !found.ContainsKey(id)).ToList();
            if (missing.Count == 0)
                continue;
            foreach (var saga in await new SagaArchive(db).FindSagasAsync<TSaga>(missing, cancellationToken))
                found[saga.CorrelationId] = SummaryOf(RowOf(saga), isArchived: true, withSecrets);
        }

        return found;
    }

    private SagaSummary SummaryOf(Row row, bool isArchived, bool withSecrets) => new(
        TypeName, row.SagaId, row.State ?? "", isArchived, withSecrets ? row.Party : Masked(row.Party), row.Amount,
        row.Amount is null ? null : row.Currency);

    private string? Masked(string? party) =>
        party is not null && description.PartyField is { } field
        && description.Secrets.TryGetValue(JsonNamingPolicy.CamelCase.ConvertName(field), out var mask)
            ? mask(party)
            : party;

    private Row RowOf(TSaga saga)
    {
        var table = database.Table(typeof(TSaga));
        return new Row
        {
            SagaId = saga.CorrelationId,
            State = SagaSnapshot.StateOf(table, saga),
            Party = Value(description.PartyField) as string,
            Amount = Value(description.AmountField) as decimal?,
            Currency = Value(description.CurrencyField) as string,
        };

        object? Value(string? field) => field is null ? null : table[field].Read(saga);
    }

    // Written out, because which columns there are is known only by name.
    private Expression<Func<TSaga, Row>> Columns()
    {
        var saga = Expression.Parameter(typeof(TSaga), "saga");
        return Expression.Lambda<Func<TSaga, Row>>(
            Expression.MemberInit(
                Expression.New(typeof(Row)),
                Bind(nameof(Row.SagaId), nameof(ISaga.CorrelationId)),
                Bind(nameof(Row.State), stateProperty),
                Bind(nameof(Row.Party), description.PartyField),
                Bind(nameof(Row.Amount), description.AmountField),
                Bind(nameof(Row.Currency), description.CurrencyField)),
            saga);

        MemberAssignment Bind(string member, string? field)
        {
            var property = typeof(Row).GetProperty(member)!;
            return Expression.Bind(property, field is null
                ? Expression.Constant(null, property.PropertyType)
                : Expression.Convert(ValueOf(field), property.PropertyType));
        }

        Expression ValueOf(string field) => Expression.Call(
            typeof(EF), nameof(EF.Property), [typeof(TSaga).GetProperty(field)!.PropertyType], saga, Expression.Constant(field));
    }

    private sealed class Row
    {
        public Guid SagaId { get; set; }

        public string? State { get; set; }

        public string? Party { get; set; }

        public decimal? Amount { get; set; }

        public string? Currency { get; set; }
    }
}
