using Sagas.Durability.Registry;

namespace Sagas.Operations.Shell;

/// <summary>Which color a state has, whatever the saga: ended, in progress, or one in which no saga should stay.</summary>
internal static class SagaTones
{
    /// <summary>The tone of a state, for which the stylesheet has a color.</summary>
    public static string ToneOf(this SagaType kind, string state) => kind switch
    {
        _ when kind.FinalStates.Contains(state) => "over",
        _ when kind.Expected.TryGetValue(state, out var expected) && expected == TimeSpan.Zero => "alarm",
        _ => "busy",
    };
}
