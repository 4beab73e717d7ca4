using Sagas.Web.Problems;

namespace Sagas.Orders.Api.Idempotency;

/// <summary>The header by which a caller makes a request safe to repeat.</summary>
public static class IdempotencyHeader
{
    /// <summary>Name of the request's header.</summary>
    public const string Name = "Idempotency-Key";

    /// <summary>Name of the answer's header that says that it was given before.</summary>
    public const string Replayed = "Idempotency-Replayed";

    /// <summary>Characters of a key.</summary>
    public const int MaxLength = 255;

    /// <summary>Checks the header's value.</summary>
    /// <param name="key">The value; null when the header is not there, which is all right.</param>
    /// <param name="errors">Collects the errors.</param>
    public static void Check(string? key, FieldErrors errors)
    {
        if (key is not null && (key.Length is < 1 or > MaxLength || !key.All(c => c is > ' ' and <= '~')))
            errors.Add(Name, $"Must have 1 to {MaxLength} visible ASCII characters.");
    }
}
