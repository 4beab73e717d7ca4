using System.Diagnostics;
using System.Runtime.Loader;

/// <summary>
/// Run by .NET inside every instance before its program (<c>DOTNET_STARTUP_HOOKS</c>): the instance ends with whoever
/// started it, and finds this assembly by its name although its program does not refer to it.
/// </summary>
#pragma warning disable CA1050, MA0047 // .NET looks for this name outside of namespaces.
internal static class StartupHook
#pragma warning restore CA1050, MA0047
{
    public static void Initialize()
    {
        AssemblyLoadContext.Default.Resolving += (_, name) =>
            name.Name == typeof(StartupHook).Assembly.GetName().Name ? typeof(StartupHook).Assembly : null;
        new Thread(EndWithParent) { IsBackground = true, Name = "Chaos parent watch" }.Start();
    }

    // Nobody writes anything: the end of the input is the end of the parent, however it came about.
    private static void EndWithParent()
    {
        using var input = Console.OpenStandardInput();
        while (input.ReadByte() >= 0)
        {
        }

        Process.GetCurrentProcess().Kill();
    }
}
