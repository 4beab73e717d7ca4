using System.Runtime.Loader;
using Sagas.Faults;

/// <summary>Called by the runtime in a process whose <c>DOTNET_STARTUP_HOOKS</c> names this assembly.</summary>
/// <remarks>https://github.com/dotnet/runtime/blob/main/docs/design/features/host-startup-hook.md</remarks>
#pragma warning disable CA1050, MA0047 // The runtime looks for it outside any namespace.
internal static class StartupHook
#pragma warning restore CA1050, MA0047
{
    public static void Initialize()
    {
        // ASP.NET Core asks for this assembly by name, and the program does not refer to it.
        AssemblyLoadContext.Default.Resolving += (_, name) =>
            name.Name == typeof(StartupHook).Assembly.GetName().Name ? typeof(StartupHook).Assembly : null;
        CrashPlan.WatchProcess();
        ParentWatch.WatchProcess();
    }
}
