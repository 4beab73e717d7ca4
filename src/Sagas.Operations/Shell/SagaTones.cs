using Sagas.Durability.Registry;

namespace Sagas.Operations.Shell;

/// <summary>Which colour a state has, whatever the saga: over, on its way, or one in which nobody should stay.</summary>
internal static class SagaTones
{
    /// <summary>The tone of a state, which the stylesheet gives its colour.</summary>
    public static string ToneOf(this SagaType kind, string state) => kind switch
    {
        _ when kind.FinalStates.Contains(state) => "over",
        _ when kind.Expected.TryGetValue(state, out var expected) && expected == TimeSpan.Zero => "alarm",
        _ => "busy",
    };
}
