using Sagas.Durability.Registry;
using Sagas.Operations.Redaction;

namespace Sagas.Operations.Sagas;

/// <summary>Makes the masks behind which sagas are shown, each with the secrets of its own saga.</summary>
internal sealed class SagaMasks(JsonRedactor json, SecretsOfSagas secrets)
{
    /// <summary>The mask of a saga.</summary>
    /// <param name="kind">Its type.</param>
    /// <param name="saga">The saga.</param>
    /// <param name="showsSecrets">Whether nothing is hidden.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    public async Task<SagaRedactor> OfAsync(
        SagaType kind, SagaRow saga, bool showsSecrets, CancellationToken cancellationToken) =>
        (await OfAsync(kind, [saga], showsSecrets, cancellationToken))[saga.SagaId];

    /// <summary>The masks of sagas.</summary>
    /// <param name="kind">Their type.</param>
    /// <param name="sagas">The sagas.</param>
    /// <param name="showsSecrets">Whether nothing is hidden.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>By the ids of the sagas.</returns>
    public async Task<IReadOnlyDictionary<Guid, SagaRedactor>> OfAsync(
        SagaType kind, IReadOnlyList<SagaRow> sagas, bool showsSecrets, CancellationToken cancellationToken)
    {
        if (showsSecrets)
            return sagas.ToDictionary(saga => saga.SagaId, _ => new SagaRedactor(json, kind, known: null));
        var known = await secrets.FindAsync(kind, sagas, cancellationToken);
        return sagas.ToDictionary(saga => saga.SagaId, saga => new SagaRedactor(json, kind, known[saga.SagaId]));
    }

    /// <summary>
    /// Which sagas a search finds: for a caller who sees masks, those in which it finds something that is shown.
    /// </summary>
    /// <param name="kind">Their type.</param>
    /// <param name="search">The search.</param>
    /// <param name="http">The request.</param>
    public SagaQuery Filter(SagaType kind, SagaSearch search, HttpContext http) => Filter(kind, search.Filter, http);

    /// <summary>
    /// Which sagas a query finds: for a caller who sees masks, those in which it finds something that is shown.
    /// </summary>
    /// <param name="kind">Their type.</param>
    /// <param name="query">The query.</param>
    /// <param name="http">The request.</param>
    public SagaQuery Filter(SagaType kind, SagaQuery query, HttpContext http) => http.MaySeeSecrets()
        ? query
        : query with
        {
            LeavesOutSecrets = true,
            StillFound = (sagas, cancel) => StillFoundAsync(kind, query, sagas, cancel),
        };

    private async Task<IReadOnlyList<SagaRow>> StillFoundAsync(
        SagaType kind, SagaQuery filter, IReadOnlyList<SagaRow> sagas, CancellationToken cancellationToken)
    {
        var masks = await OfAsync(kind, sagas, showsSecrets: false, cancellationToken);
        return [.. sagas.Where(saga => Finds(kind, filter, saga, masks[saga.SagaId]))];
    }

    private static bool Finds(SagaType kind, SagaQuery filter, SagaRow saga, SagaRedactor mask)
    {
        var shown = mask.Fields(saga.Fields);
        var isShown = kind.Fields.Where(field => filter.Fields.ContainsKey(field.Property))
            .All(field => TextOf(field.Key) == filter.Fields[field.Property]);
        return isShown
            && (filter.Text is not { } text || kind.TextFields(withSecrets: false).Any(field => Has(field, text)))
            && (filter.Word is not { } word || kind.WordFields(withSecrets: false).Keys.Any(field => Has(field, word)));

        bool Has(string field, string word) => TextOf(field)?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;

        string? TextOf(string field) => shown.GetValueOrDefault(field)?.ToString();
    }
}
