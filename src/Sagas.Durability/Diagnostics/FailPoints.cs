namespace Sagas.Durability.Diagnostics;

/// <summary>
/// Notifies a watcher when a point is reached. To watch, set <see cref="Watcher"/> before the first message, for example in a
/// startup hook; nothing in the service does. Without a watcher the JIT compiler removes the calls, because the field that they
/// read never changes.
/// </summary>
internal static class FailPoints
{
    /// <summary>The name under which <see cref="AppContext"/> holds an action that takes the name of a point.</summary>
    public const string Watcher = "Sagas.Durability.CrashPoints";

    private static readonly Action<string>? Reached = AppContext.GetData(Watcher) as Action<string>;

    public static void Reach(FailPoint point) => Reached?.Invoke(Enum.GetName(point)!);

    /// <summary>Reaches the point if the condition holds for any of the things.</summary>
    public static void Reach<T>(FailPoint point, IEnumerable<T> things, Func<T, bool> isSo)
    {
        if (Reached is not null && things.Any(isSo))
            Reach(point);
    }
}
