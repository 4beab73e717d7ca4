using Sagas.Durability.DeadLetters.Operations;
using Sagas.Durability.Registry;
using Sagas.Operations.Redaction;

namespace Sagas.Operations.DeadLetters;

/// <summary>Reads dead letters by cause, with what depends on them: how many sagas, and how much money.</summary>
internal sealed class GroupsOfLetters(DeadLetterReader deadLetters, SagasOfLetters sagas, PointlessDeadLetters pointless)
{
    /// <summary>How many sagas are added up; beyond that, a group says "at least".</summary>
    public const int MostSagas = 5_000;

    private static readonly ILookup<Cause, SagaSummary> NoSagas =
        Array.Empty<SagaSummary>().ToLookup(_ => new Cause("", ExceptionType: null, ""));

    /// <summary>Reads the groups.</summary>
    /// <param name="http">The request.</param>
    /// <param name="filter">Which dead letters.</param>
    /// <returns>The groups as the caller may see them, largest first.</returns>
    public async Task<IReadOnlyList<GroupOfLetters>> ReadAsync(HttpContext http, DeadLetterQuery filter)
    {
        var groups = await deadLetters.GroupsAsync(filter, http.RequestAborted);
        if (groups.Count == 0)
            return [];
        var over = filter.IsPointless switch
        {
            true => groups,
            false => [],
            null => await deadLetters.GroupsAsync(filter.AmongThem(pointless), http.RequestAborted),
        };
        var ended = over.ToDictionary(Key, group => group.Count);
        var all = await SagasAsync(filter, http);
        var live = filter.IsPointless == true ? NoSagas
            : ended.Count == 0 ? all
            : await SagasAsync(filter with { Pointless = pointless, IsPointless = false }, http);
        return
        [
            .. groups.Zip(DeadLetterRedactor.For(http, groups), (group, shown) => new GroupOfLetters(
                shown, ended.GetValueOrDefault(Key(group)), all[Key(group)].Count(), Sums(live[Key(group)]),
                all.Sum(kind => kind.Count()) == MostSagas)),
        ];
    }

    private async Task<ILookup<Cause, SagaSummary>> SagasAsync(DeadLetterQuery filter, HttpContext http)
    {
        var found = await deadLetters.SagasAsync(filter, MostSagas, http.RequestAborted);
        var summaries = await sagas.SummariesAsync(
            [.. found.Select(saga => saga.SagaId).Distinct()], withSecrets: false, http.RequestAborted);
        return found.Where(saga => summaries.Contains(saga.SagaId)).ToLookup(
            saga => new Cause(saga.Endpoint, saga.ExceptionType, saga.MessageTypes),
            saga => summaries[saga.SagaId].First().Summary);
    }

    private static List<AmountAtStake> Sums(IEnumerable<SagaSummary> sagas) =>
    [
        .. sagas.Where(saga => saga is { Amount: not null, Currency: not null })
            .GroupBy(saga => saga.Currency!, saga => saga.Amount!.Value, StringComparer.Ordinal)
            .Select(same => new AmountAtStake(same.Sum(), same.Key))
            .OrderByDescending(sum => sum.Amount),
    ];

    private static Cause Key(DeadLetterGroup group) => new(group.Endpoint, group.ExceptionType, group.MessageTypes);

    private sealed record Cause(string Endpoint, string? ExceptionType, string MessageTypes);
}
