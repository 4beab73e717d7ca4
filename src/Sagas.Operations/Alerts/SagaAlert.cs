namespace Sagas.Operations.Alerts;

/// <summary>
/// Somebody should look at a saga: it has been in a state for longer than expected. There is one for each time that a saga is
/// stuck in a state, however many steps it takes there.
/// </summary>
internal class SagaAlert
{
    /// <summary>The alert's own id, a version-7 UUID.</summary>
    public Guid AlertId { get; init; }

    /// <summary>The saga's type.</summary>
    public required string SagaType { get; init; }

    /// <summary>The saga.</summary>
    public Guid SagaId { get; init; }

    /// <summary>The version with which it entered the state; in alerts from before this was noted, a later one.</summary>
    public int SagaVersion { get; init; }

    /// <summary>The state that it is stuck in.</summary>
    public required string State { get; init; }

    /// <summary>When it entered the state, UTC.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>When the alert was opened, UTC.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it was found that the saga had left the state, UTC. Null as long as it is stuck.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>
    /// Who acknowledged it last. An alert that is closed and has this, but not <see cref="AcknowledgedAt"/>, was closed by
    /// somebody rather than by the saga: that is how alerts used to be acknowledged.
    /// </summary>
    public string? AcknowledgedBy { get; set; }

    /// <summary>When, UTC; null if nobody has.</summary>
    public DateTimeOffset? AcknowledgedAt { get; set; }

    /// <summary>When the alert is open again if the saga is still stuck by then, UTC; null for never.</summary>
    public DateTimeOffset? RemindAt { get; set; }

    /// <summary>What they said about it.</summary>
    public string? Note { get; set; }

    /// <summary>The state that the saga was found in afterwards; null as long as it is stuck, and if it left no row.</summary>
    public string? MovedTo { get; set; }

    /// <summary>When the saga entered that state, UTC; null if that is no longer known.</summary>
    public DateTimeOffset? MovedAt { get; set; }

    /// <summary>Whether it is open, acknowledged or closed.</summary>
    /// <param name="now">The present: a reminder may be due.</param>
    public AlertStatus StatusAt(DateTimeOffset now) =>
        ClosedAt is not null ? AlertStatus.Closed
            : AcknowledgedAt is not null && !(RemindAt <= now) ? AlertStatus.Acknowledged
            : AlertStatus.Open;

    /// <summary>Whether somebody has closed it, as long as that was how alerts were acknowledged.</summary>
    public bool WasClosedBySomebody => ClosedAt is not null && AcknowledgedBy is not null && AcknowledgedAt is null;
}

/// <summary>Where an alert is on its way.</summary>
internal enum AlertStatus
{
    /// <summary>The saga is stuck, and nobody has acknowledged that, or the reminder is due.</summary>
    Open,

    /// <summary>The saga is still stuck, and somebody has taken notice.</summary>
    Acknowledged,

    /// <summary>The saga has left the state.</summary>
    Closed,
}
