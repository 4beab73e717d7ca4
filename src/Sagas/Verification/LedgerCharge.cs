namespace Sagas.Verification;

/// <summary>A charge that was made, as whoever holds the money knows it.</summary>
public record LedgerCharge
{
    /// <summary>What for.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>Its name there.</summary>
    public required string ChargeId { get; init; }

    /// <summary>Whether the money was not given back.</summary>
    public required bool IsKept { get; init; }

    /// <summary>How much; null if that is not told.</summary>
    public decimal? Amount { get; init; }

    /// <summary>ISO 4217 code; null if that is not told.</summary>
    public string? Currency { get; init; }

    /// <summary>When it last changed, UTC; null if that is not told.</summary>
    public DateTimeOffset? At { get; init; }
}
