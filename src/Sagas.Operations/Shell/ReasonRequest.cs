using System.ComponentModel.DataAnnotations;
using Sagas.Durability.Tables;

namespace Sagas.Operations.Shell;

/// <summary>Why something is done. The audit keeps it.</summary>
internal record ReasonRequest
{
    /// <summary>Why, in the operator's own words.</summary>
    /// <example>The gateway is back</example>
    [StringLength(AuditEntry.LongestReason, MinimumLength = 1)]
    public string? Reason { get; init; }
}
