using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;

namespace Sagas.Durability.Verification;

/// <summary>Reports how many dead letters there are, by queue. Reporting them is the point: none is a violation.</summary>
public class DeadLetterCount : IInvariantCheck
{
    /// <inheritdoc />
    public async Task CheckAsync(StoredSnapshot snapshot, InvariantFindings findings, CancellationToken cancellationToken)
    {
        var endpoints = await snapshot.Database.Set<DeadLetter>().AsNoTracking()
            .GroupBy(deadLetter => deadLetter.Endpoint)
            .Select(deadLetters => new { Endpoint = deadLetters.Key, Count = deadLetters.LongCount() })
            .ToListAsync(cancellationToken);
        findings.Count("dead letters", endpoints.Sum(endpoint => endpoint.Count));
        foreach (var endpoint in endpoints.OrderBy(endpoint => endpoint.Endpoint, StringComparer.Ordinal))
            findings.Count($"dead letters of {endpoint.Endpoint}", endpoint.Count);
    }
}
