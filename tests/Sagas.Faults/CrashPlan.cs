using System.Diagnostics;
using System.Globalization;

namespace Sagas.Faults;

/// <summary>
/// Kills the process, as the kernel does, the n-th time that a moment occurs. The moment is one of the service's fail points, or
/// one that EF Core reports. It is read from a file as soon as there is one, so that a process can be told while
/// it is running.
/// </summary>
public sealed class CrashPlan
{
    /// <summary>The environment variable that names the file. Without it nothing is watched.</summary>
    public const string FileVariable = "SAGAS_CRASH_PLAN";

    /// <summary>The name under which the service looks for a watcher of its fail points.</summary>
    private const string Watcher = "Sagas.Durability.CrashPoints";

    private readonly string _file;
    private readonly Lock _lock = new();
    private string? _moment;
    private int _left;

    private CrashPlan(string file) => _file = file;

    /// <summary>Writes a plan for a process.</summary>
    /// <param name="file">The file.</param>
    /// <param name="moment">The moment's name.</param>
    /// <param name="times">At which occurrence it kills the process, from 1.</param>
    public static void Write(string file, string moment, int times)
    {
        // Renamed, because the process may be reading at any time.
        File.WriteAllText(file + ".new", string.Create(CultureInfo.InvariantCulture, $"{moment} {times}"));
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>Watches this process, if the environment asks for it.</summary>
    internal static void WatchProcess()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is not { Length: > 0 } file)
            return;
        var plan = new CrashPlan(file);
        AppContext.SetData(Watcher, (Action<string>)plan.Reached);
        DiagnosticListener.AllListeners.Subscribe(new EntityFrameworkMoments(plan.Reached));
    }

    private void Reached(string moment)
    {
        if (!IsTime(moment))
            return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
        // Nothing more must happen here, even if the signal takes its time.
        self.WaitForExit();
    }

    private bool IsTime(string moment)
    {
        lock (_lock)
        {
            if (_moment is null && File.Exists(_file))
            {
                var words = File.ReadAllText(_file).Split(' ');
                (_moment, _left) = (words[0], int.Parse(words[1], CultureInfo.InvariantCulture));
            }

            return string.Equals(moment, _moment, StringComparison.Ordinal) && --_left == 0;
        }
    }
}
