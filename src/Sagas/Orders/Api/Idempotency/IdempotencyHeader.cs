using Sagas.Web.Problems;

namespace Sagas.Orders.Api.Idempotency;

/// <summary>The header by which a caller makes a request safe to repeat.</summary>
internal static class IdempotencyHeader
{
    /// <summary>Name of the request header.</summary>
    public const string Name = "Idempotency-Key";

    /// <summary>Name of the response header that marks a repeated response.</summary>
    public const string Replayed = "Idempotency-Replayed";

    /// <summary>The maximum length of a key.</summary>
    public const int MaxLength = 255;

    /// <summary>Checks the header's value.</summary>
    /// <param name="key">The value; null if the header is missing, which is allowed.</param>
    /// <param name="errors">Collects the errors.</param>
    public static void Check(string? key, FieldErrors errors)
    {
        if (key is not null && (key.Length is < 1 or > MaxLength || !key.All(c => c is > ' ' and <= '~')))
            errors.Add(Name, $"Must have 1 to {MaxLength} visible ASCII characters.");
    }
}
