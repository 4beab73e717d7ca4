using Sagas.Durability.Verification;

namespace Sagas.Verification;

/// <summary>The result of checking all invariants.</summary>
/// <param name="ReadAt">The time as of which the data was checked, UTC.</param>
/// <param name="IsOneMoment">Whether all statements saw the same moment.</param>
/// <param name="Invariants">Every invariant.</param>
internal record VerificationResult(DateTimeOffset ReadAt, bool IsOneMoment, IReadOnlyList<InvariantFindings> Invariants)
{
    /// <summary>Whether nothing violates any of them.</summary>
    public bool Holds => Invariants.All(invariant => invariant.Holds);
}
