using System.Diagnostics;

namespace Sagas.Faults;

/// <summary>Ends the process with whoever started it, however that came about: nobody is left to stop it.</summary>
public static class ParentWatch
{
    /// <summary>The environment variable that asks for it. The parent must hold the process's input, and write nothing.</summary>
    public const string Variable = "SAGAS_END_WITH_PARENT";

    internal static void WatchProcess()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 })
            new Thread(EndWithInput) { IsBackground = true, Name = nameof(ParentWatch) }.Start();
    }

    // The end of the input is the end of the parent.
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
