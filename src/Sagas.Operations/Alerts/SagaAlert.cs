namespace Sagas.Operations.Alerts;

/// <summary>Somebody should look at a saga: it has been in a state for longer than expected.</summary>
internal class SagaAlert
{
    /// <summary>The alert's own id, a version-7 UUID.</summary>
    public Guid AlertId { get; init; }

    /// <summary>The saga's type.</summary>
    public required string SagaType { get; init; }

    /// <summary>The saga.</summary>
    public Guid SagaId { get; init; }

    /// <summary>The version at which it is stuck.</summary>
    public int SagaVersion { get; init; }

    /// <summary>The state that it is in.</summary>
    public required string State { get; init; }

    /// <summary>When it took its last step, UTC.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When the alert was opened, UTC.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it was closed, UTC: the saga moved on, or somebody acknowledged the alert. Null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Who acknowledged it; null if the saga moved on.</summary>
    public string? AcknowledgedBy { get; set; }

    /// <summary>What they said about it.</summary>
    public string? Note { get; set; }
}
