using System.Diagnostics;

namespace Sagas.Faults;

/// <summary>Ends the process when its parent has ended, for whatever reason: nobody else is left to stop it.</summary>
public static class ParentWatch
{
    /// <summary>
    /// The environment variable that enables it. The parent must hold the process's standard input open, and write nothing.
    /// </summary>
    public const string Variable = "SAGAS_END_WITH_PARENT";

    internal static void WatchProcess()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 })
            new Thread(EndWithInput) { IsBackground = true, Name = nameof(ParentWatch) }.Start();
    }

    // The input ends when the parent ends.
    private static void EndWithInput()
    {
        using var input = Console.OpenStandardInput();
        while (input.ReadByte() >= 0)
        {
        }

        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}
