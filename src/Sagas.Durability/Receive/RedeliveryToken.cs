using System.Security.Cryptography;

namespace Sagas.Durability.Receive;

/// <summary>
/// Marks the redeliveries of a saga's messages in the outbox, so that its index of tokens finds them: an index of sagas would
/// cost every message that is sent. Nobody cancels anything by such a token, because it is no saga's own.
/// </summary>
internal static class RedeliveryToken
{
    private static readonly byte[] Space = "Sagas redelivery"u8.ToArray();

    /// <summary>The token of a saga's redeliveries.</summary>
    public static Guid Of(Guid sagaId) => new(SHA256.HashData([.. Space, .. sagaId.ToByteArray()]).AsSpan(0, 16));
}
