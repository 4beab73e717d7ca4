namespace Sagas.Orders.Api.Idempotency;

/// <summary>
/// A request that was made under an idempotency key, and its response. The row is written in the transaction of the order,
/// so that a key is remembered if and only if its order is stored.
/// </summary>
internal class IdempotencyKey
{
    /// <summary>
    /// SHA-256 of caller and key in hexadecimal digits: the row's key, because not all databases distinguish case.
    /// </summary>
    public required string KeyHash { get; init; }

    /// <summary>
    /// Whose key it is, for people who look at the table; null if it was used before keys belonged to callers.
    /// </summary>
    public string? Caller { get; init; }

    /// <summary>The key as the caller sent it.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the request's content, in hexadecimal digits.</summary>
    public required string RequestHash { get; set; }

    /// <summary>The order that the request created.</summary>
    public Guid OrderId { get; set; }

    /// <summary>Status of the response.</summary>
    public int Status { get; set; }

    /// <summary>Body of the response, as JSON.</summary>
    public required string ResponseBody { get; set; }

    /// <summary>When the key was used, UTC; determines when it expires.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
