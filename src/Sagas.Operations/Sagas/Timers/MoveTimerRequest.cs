using System.ComponentModel.DataAnnotations;
using Sagas.Durability.Tables;

namespace Sagas.Operations.Sagas.Timers;

/// <summary>The time to which a timer is moved, and why.</summary>
public record MoveTimerRequest
{
    /// <summary>Why, in the operator's own words.</summary>
    /// <example>The provider needs another hour</example>
    [StringLength(AuditEntry.LongestReason, MinimumLength = 1)]
    public string? Reason { get; init; }

    /// <summary>When it fires instead: later than now, and within 365 days; ISO 8601 with a time zone.</summary>
    /// <example>2026-01-31T10:30:00Z</example>
    public string? DueAt { get; init; }
}
