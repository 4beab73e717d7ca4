using Sagas.Faults;

/// <summary>What the runtime calls in a process whose <c>DOTNET_STARTUP_HOOKS</c> names this assembly.</summary>
/// <remarks>https://github.com/dotnet/runtime/blob/main/docs/design/features/host-startup-hook.md</remarks>
#pragma warning disable CA1050, MA0047 // The runtime looks for it outside any namespace.
internal static class StartupHook
#pragma warning restore CA1050, MA0047
{
    public static void Initialize() => CrashPlan.WatchProcess();
}
