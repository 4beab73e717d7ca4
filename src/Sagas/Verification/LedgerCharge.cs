namespace Sagas.Verification;

/// <summary>A charge, as recorded by whoever holds the money.</summary>
internal record LedgerCharge
{
    /// <summary>The order that was charged.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>Its id in that record.</summary>
    public required string ChargeId { get; init; }

    /// <summary>Whether the money was not refunded.</summary>
    public required bool IsKept { get; init; }

    /// <summary>The amount; null if it was not recorded.</summary>
    public decimal? Amount { get; init; }

    /// <summary>ISO 4217 code; null if it was not recorded.</summary>
    public string? Currency { get; init; }

    /// <summary>When it last changed, UTC; null if that was not recorded.</summary>
    public DateTimeOffset? At { get; init; }
}
