using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Registry;

namespace Sagas.Operations.Redaction;

/// <summary>
/// Says in a line what many sagas are about: their state now, whom they are for, and what is at stake. Knows nothing of sagas
/// whose type is not registered here.
/// </summary>
internal sealed class SagaSummaries(DbContext db, SagaRegistry registry)
{
    /// <summary>Reads the summaries of sagas, whether they are running, finished or archived: one query for each type.</summary>
    /// <param name="http">The request, whose caller may not see masked fields.</param>
    /// <param name="sagas">The types and ids of the sagas; each may come more than once.</param>
    /// <returns>The summaries, by the same types and ids; sagas that are not known, or left no row, are missing.</returns>
    public async Task<IReadOnlyDictionary<(string SagaType, Guid SagaId), SagaSummary>> ReadAsync(
        HttpContext http, IEnumerable<(string SagaType, Guid SagaId)> sagas)
    {
        var found = new Dictionary<(string SagaType, Guid SagaId), SagaSummary>();
        foreach (var same in sagas.GroupBy(saga => saga.SagaType, saga => saga.SagaId, StringComparer.Ordinal))
        {
            if (registry.Find(same.Key) is not { } kind)
                continue;
            var summaries = await kind.SummarizeAsync(db, [.. same], http.MaySeeSecrets(), http.RequestAborted);
            foreach (var summary in summaries.Values)
                found[(same.Key, summary.SagaId)] = summary;
        }

        return found;
    }
}
