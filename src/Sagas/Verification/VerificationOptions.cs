namespace Sagas.Verification;

/// <summary>What is looked at besides the database, and how strictly.</summary>
public record VerificationOptions
{
    /// <summary>How long a message may be under way where the database cannot see it: in a broker's queue, or at a gateway.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether everything is expected to be over, so that an order in progress is an offence.</summary>
    public bool Settled { get; init; }

    /// <summary>A gateway's record of its charges, a JSON object a line; null to take what the database has of it.</summary>
    public string? LedgerFile { get; init; }

    /// <summary>What a subscriber received, a JSON object a line; null if nobody noted it.</summary>
    public string? EventsFile { get; init; }
}
