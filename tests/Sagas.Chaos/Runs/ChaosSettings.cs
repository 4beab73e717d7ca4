namespace Sagas.Chaos.Runs;

/// <summary>The settings of a run. They alone decide what is injected when, and what is ordered.</summary>
internal sealed record ChaosSettings
{
    /// <summary>The average time between kills by default.</summary>
    public static readonly TimeSpan KillInterval = TimeSpan.FromSeconds(7);

    /// <summary>For how long faults are injected.</summary>
    public required TimeSpan Duration { get; init; }

    public required int Seed { get; init; }

    /// <summary>How many processes run the service; one if it is embedded.</summary>
    public required int Instances { get; init; }

    /// <summary>One process with its messages in memory and a SQLite file, instead of RabbitMQ and PostgreSQL.</summary>
    public required bool Embedded { get; init; }

    /// <summary>How many instances are killed.</summary>
    public required int Kills { get; init; }

    public required double OrdersPerSecond { get; init; }

    /// <summary>How long an order waits for its payment; payments with slow cards take about as long.</summary>
    public TimeSpan PaymentTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
