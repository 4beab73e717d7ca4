using System.Reflection;

namespace Sagas.Hosting.Startup;

/// <summary>The service as a program, in contrast to the service in the process of somebody else, such as a test.</summary>
internal static class OwnProcess
{
    /// <summary>Whether this process is the service's own.</summary>
    public static bool IsThis { get; } = Assembly.GetEntryAssembly() == typeof(OwnProcess).Assembly;
}
