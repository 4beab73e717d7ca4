namespace Sagas.Durability.Diagnostics;

/// <summary>
/// Tells whoever watches that a point is reached. Who wants to watch sets <see cref="Watcher"/> before the first message,
/// such as from a startup hook; nothing in the service does. Unwatched, the compiler at run time removes the calls: what
/// it reads never changes.
/// </summary>
internal static class FailPoints
{
    /// <summary>The name under which <see cref="AppContext"/> holds an action that takes the name of a point.</summary>
    public const string Watcher = "Sagas.Durability.CrashPoints";

    private static readonly Action<string>? Reached = AppContext.GetData(Watcher) as Action<string>;

    public static void Reach(FailPoint point) => Reached?.Invoke(Enum.GetName(point)!);

    /// <summary>The point is reached if it is so.</summary>
    public static void Reach<T>(FailPoint point, IEnumerable<T> things, Func<T, bool> isSo)
    {
        if (Reached is not null && things.Any(isSo))
            Reach(point);
    }
}
