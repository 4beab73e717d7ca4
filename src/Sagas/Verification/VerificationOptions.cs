namespace Sagas.Verification;

/// <summary>What is checked besides the database, and how strictly.</summary>
internal record VerificationOptions
{
    /// <summary>How long a message may be where the database cannot see it: in a broker's queue, or at a gateway.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether everything should have ended, so that an order in progress is a violation.</summary>
    public bool Settled { get; init; }

    /// <summary>A gateway's record of its charges, one JSON object per line; null to use what the database has.</summary>
    public string? LedgerFile { get; init; }

    /// <summary>What a subscriber received, one JSON object per line; null if nobody recorded it.</summary>
    public string? EventsFile { get; init; }
}
