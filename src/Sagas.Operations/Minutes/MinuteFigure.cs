namespace Sagas.Operations.Minutes;

/// <summary>How often something happened within a minute. What did not happen has no row.</summary>
internal class MinuteFigure
{
    /// <summary>Sagas began. The type is named.</summary>
    public const string Started = "started";

    /// <summary>Sagas ended. The type and the final state are named.</summary>
    public const string Ended = "ended";

    /// <summary>Messages became dead letters.</summary>
    public const string DeadLetters = "dead-letters";

    /// <summary>Sagas were stuck at the end of the minute. There is one such row for each minute that was recorded.</summary>
    public const string Stuck = "stuck";

    /// <summary>The minute, counted since 1970, UTC.</summary>
    public int Minute { get; init; }

    /// <summary>What happened.</summary>
    public required string Figure { get; init; }

    /// <summary>The sagas' type; empty if none is named.</summary>
    public required string SagaType { get; init; }

    /// <summary>The state that they ended in; empty if none is named.</summary>
    public required string State { get; init; }

    /// <summary>How often.</summary>
    public long Count { get; set; }

    /// <summary>The minute of a time.</summary>
    public static int MinuteOf(DateTimeOffset at) => (int)(at.ToUnixTimeSeconds() / 60);

    /// <summary>The beginning of a minute.</summary>
    public static DateTimeOffset TimeOf(int minute) => DateTimeOffset.FromUnixTimeSeconds(60L * minute);
}
