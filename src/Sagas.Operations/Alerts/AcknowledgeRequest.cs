using System.ComponentModel.DataAnnotations;

namespace Sagas.Operations.Alerts;

/// <summary>What is being done about a saga that is stuck, and when to be reminded of it.</summary>
internal record AcknowledgeRequest
{
    /// <summary>What is being done about it. The alert shows it, and the audit keeps it.</summary>
    /// <example>Asking the payment provider</example>
    [StringLength(SagaAlertMap.NoteLength, MinimumLength = 1)]
    public string? Reason { get; init; }

    /// <summary>
    /// When the alert is open again if the saga is still stuck by then; not given: never, as long as the saga stays in the state.
    /// </summary>
    /// <example>2026-01-31T10:30:00Z</example>
    public DateTimeOffset? RemindAt { get; init; }
}

/// <summary>The same about many sagas.</summary>
internal sealed record AcknowledgeManyRequest : AcknowledgeRequest
{
    /// <summary>The alerts, 1 to 1,000.</summary>
    [MaxLength(AlertService.MostAtOnce)]
    public IReadOnlyList<Guid>? AlertIds { get; init; }
}
