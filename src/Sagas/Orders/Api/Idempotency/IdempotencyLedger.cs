using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Sagas.Orders.Api.Idempotency;

/// <summary>Remembers requests and their responses by caller and idempotency key, for the length of the window.</summary>
/// <remarks>
/// Of a key that was used before keys belonged to callers, nobody knows whose it is. Until it expires it counts as everybody's,
/// as it did: whoever used it must get the first response when repeating the request, rather than a second order.
/// </remarks>
internal class IdempotencyLedger(DbContext db, TimeProvider time, IOptions<OrdersApiOptions> options)
{
    /// <summary>Looks up the request made under a key.</summary>
    /// <param name="key">The caller's key.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The first request and its response; null if there is none, or if it has expired.</returns>
    public async Task<IdempotencyKey?> FindAsync(CallersKey key, CancellationToken cancellationToken)
    {
        var (own, shared) = (key.Hash, key.HashWithoutCaller);
        var oldest = Oldest();
        var found = await db.Set<IdempotencyKey>().AsNoTracking()
            .Where(row => (row.KeyHash == own || (row.KeyHash == shared && row.Caller == null)) && row.CreatedAt > oldest)
            .ToListAsync(cancellationToken);
        return found.Find(row => row.KeyHash == own) ?? found.FirstOrDefault();
    }

    /// <summary>
    /// Adds a request and its response to what the request's unit of work stores. A key that has expired is taken over.
    /// </summary>
    /// <param name="key">The caller's key.</param>
    /// <param name="fingerprint">Hash of the request's content.</param>
    /// <param name="answer">The response.</param>
    /// <param name="cancellationToken">Cancels the search for an expired row.</param>
    /// <returns>
    /// Null if it was added; otherwise the row of another request that has taken the key since it was looked up, in which case
    /// nothing may be stored.
    /// </returns>
    public async Task<IdempotencyKey?> RememberAsync(
        CallersKey key, string fingerprint, OrderView answer, CancellationToken cancellationToken)
    {
        var keyHash = key.Hash;
        var body = JsonSerializer.Serialize(answer, JsonSerializerOptions.Web);
        var row = await db.Set<IdempotencyKey>().SingleOrDefaultAsync(known => known.KeyHash == keyHash, cancellationToken);
        if (row is not null && row.CreatedAt > Oldest())
            return row;

        if (row is null)
        {
            db.Add(row = new()
            {
                KeyHash = keyHash,
                Caller = key.StoredCaller,
                Key = key.Key,
                RequestHash = fingerprint,
                ResponseBody = body,
            });
        }

        row.RequestHash = fingerprint;
        row.ResponseBody = body;
        row.Status = StatusCodes.Status202Accepted;
        row.OrderId = answer.OrderId;
        row.CreatedAt = answer.SubmittedAt;
        return null;
    }

    /// <summary>Removes some expired keys.</summary>
    /// <param name="atMost">How many at most, so that no lock is held for long.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <returns>How many were removed.</returns>
    public Task<int> RemoveExpiredAsync(int atMost, CancellationToken cancellationToken)
    {
        var oldest = Oldest();
        return db.Set<IdempotencyKey>()
            .Where(row => row.CreatedAt <= oldest)
            .OrderBy(row => row.CreatedAt)
            .Take(atMost)
            .ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>The response as it was first given.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The order as it was at that time.</returns>
    public static OrderView AnswerOf(IdempotencyKey row) =>
        JsonSerializer.Deserialize<OrderView>(row.ResponseBody, JsonSerializerOptions.Web)!;

    private DateTimeOffset Oldest() => time.GetUtcNow() - options.Value.IdempotencyWindow;
}
