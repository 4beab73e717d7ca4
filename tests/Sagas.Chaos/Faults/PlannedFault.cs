namespace Sagas.Chaos.Faults;

/// <summary>A fault that is to come.</summary>
/// <param name="At">When it happens, from the start of the run.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Target">To what.</param>
/// <param name="Duration">For how long; for a clock, how far it jumps.</param>
/// <param name="Instance">Which instance, counted from 0; null if it does not concern one.</param>
internal sealed record PlannedFault(TimeSpan At, FaultKind Kind, string Target, TimeSpan Duration, int? Instance)
{
    public override string ToString() => FormattableString.Invariant(
        $"{At.TotalSeconds,8:F3} s  {Kind,-24} {Target,-12} {Duration.TotalSeconds,6:F3} s");
}
