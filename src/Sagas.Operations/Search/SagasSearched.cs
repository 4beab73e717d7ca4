using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Registry;
using Sagas.Operations.Redaction;
using Sagas.Operations.Sagas;
using Sagas.Operations.Shell;

namespace Sagas.Operations.Search;

/// <summary>
/// Looks for sagas of every type: by their ids, and by the texts and fields that the type names. There is no index for parts of
/// them, so only the newest are looked at. What is masked for the caller is not searched.
/// </summary>
internal sealed class SagasSearched(DbContext db, SagaRegistry registry, SagaMasks masks)
{
    private const string Kind = "saga";
    private const int MostIds = 100_000;
    private const int MostWords = 100_000;

    // What is found for those who see masks is masked before it is shown, which takes much longer.
    private const int MostMasked = 5_000;

    /// <summary>Looks for them.</summary>
    public async Task FindAsync(SearchTerm term, Findings findings, HttpContext http)
    {
        foreach (var type in registry.Types)
        {
            if (term.Id is { } id)
                await FindOneAsync(type, id, findings, http.RequestAborted);
            else if (term.Digits is not null)
                await FindPartsAsync(type, term, findings, http.RequestAborted);
            await FindExactAsync(type, term, findings, http);
            if (term.Id is null)
                await FindWordsAsync(type, term, findings, http);
        }
    }

    private async Task FindOneAsync(SagaType type, Guid id, Findings findings, CancellationToken cancellationToken)
    {
        if (await type.FindAsync(db, id, cancellationToken) is { } saga)
            findings.Add(Found(type, saga, "ID"));
        findings.Tell($"{type.Title}, by their whole IDs", "all, archived ones too");
    }

    private async Task FindPartsAsync(
        SagaType type, SearchTerm term, Findings findings, CancellationToken cancellationToken)
    {
        var found = await type.FindIdsAsync(
            db, id => term.IsIn(id), (MostIds, Findings.Most), cancellationToken);
        foreach (var id in found.Ids)
        {
            if (await type.FindAsync(db, id, cancellationToken) is { } saga)
                findings.Add(Found(type, saga, "ID"));
        }

        findings.Tell(
            $"{type.Title}, by parts of their IDs",
            $"{Findings.Range(found.Looked, found.IsAll, found.BackTo)}; archived ones only by their whole IDs");
    }

    private async Task FindExactAsync(SagaType type, SearchTerm term, Findings findings, HttpContext http)
    {
        var shown = type.Fields.Where(field => http.MaySeeSecrets() || !type.Secrets.ContainsKey(field.Key));
        foreach (var field in shown)
        {
            var query = new SagaQuery
            {
                Fields = new Dictionary<string, string>(StringComparer.Ordinal) { [field.Property] = term.Text },
            };
            var page = await type.ListAsync(
                db, masks.Filter(type, query, http), after: null, Findings.Most, http.RequestAborted);
            foreach (var saga in page.Items)
                findings.Add(Found(type, saga, field.Label));
            findings.Tell(
                $"{type.Title}, by exactly this as {field.Label}",
                page.SearchedBackTo is { } back ? $"back to {Shown.Time(back)}" : RangeOf(page.Items.Count, page.Next is null));
        }
    }

    private async Task FindWordsAsync(SagaType type, SearchTerm term, Findings findings, HttpContext http)
    {
        var sees = http.MaySeeSecrets();
        var fields = type.WordFields(sees);
        var masked = type.WordFields(withSecrets: true).Where(field => !fields.ContainsKey(field.Key)).ToList();
        if (masked.Count > 0)
            findings.Tell(
                $"{type.Title}, by {string.Join(", ", masked.Select(field => field.Value))}",
                $"not searched, because this is masked. {OperationsProblems.SeesSecrets.TrimEnd('.')}");
        if (fields.Count == 0)
            return;
        var most = sees ? MostWords : MostMasked;
        var page = await type.ListAsync(
            db, masks.Filter(type, new SagaQuery { Word = term.Text, Stretch = most }, http), after: null, Findings.Most,
            http.RequestAborted);
        foreach (var saga in page.Items)
            findings.Add(Found(type, saga, MatchOf(saga, fields, term)));
        findings.Tell(
            $"{type.Title}, by parts of {string.Join(", ", fields.Values)}",
            page is { Next: not null, Items.Count: < Findings.Most } || page.SearchedBackTo is not null
                ? Findings.Range(most, isAll: false, page.SearchedBackTo)
                : RangeOf(page.Items.Count, page.Next is null));
    }

    private static string RangeOf(int found, bool isAll) => isAll ? "all" : $"until the newest {found} were found";

    private static string MatchOf(SagaRow saga, IReadOnlyDictionary<string, string> fields, SearchTerm term) => string.Join(
        ", ",
        fields.Where(field => saga.Fields.TryGetValue(field.Key, out var value)
            && value.ToString().Contains(term.Text, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value));

    private static FoundView Found(SagaType type, SagaRow saga, string matchedBy) => new(
        Kind, saga.SagaId.ToString(), type.Title, saga.State, saga.StartedAt, matchedBy, Links.Saga(type.Name, saga.SagaId)[1..]);
}
