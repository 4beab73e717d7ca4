using Sagas.Durability.Verification;

namespace Sagas.Verification;

/// <summary>What became of looking at all invariants.</summary>
/// <param name="ReadAt">The moment that was looked at, UTC.</param>
/// <param name="IsOneMoment">Whether all statements saw the same moment.</param>
/// <param name="Invariants">Every invariant.</param>
public record VerificationResult(DateTimeOffset ReadAt, bool IsOneMoment, IReadOnlyList<InvariantFindings> Invariants)
{
    /// <summary>Whether nothing breaks any of them.</summary>
    public bool Holds => Invariants.All(invariant => invariant.Holds);
}
