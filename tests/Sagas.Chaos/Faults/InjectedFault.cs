namespace Sagas.Chaos.Faults;

/// <summary>A fault that has happened.</summary>
/// <param name="Plan">What was planned.</param>
/// <param name="Begin">When it really began: faults come one after another, so a slow server delays the next one.</param>
/// <param name="End">When everything was back to normal, such as a server that answers again; a kill ends as it begins.</param>
internal sealed record InjectedFault(PlannedFault Plan, TimeSpan Begin, TimeSpan End);
