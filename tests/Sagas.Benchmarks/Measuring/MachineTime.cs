using System.Globalization;

namespace Sagas.Benchmarks.Measuring;

/// <summary>How long all processors of the machine have been busy, with anything.</summary>
internal static class MachineTime
{
    private const string File = "/proc/stat";
    private const double TicksPerSecond = 100;

    /// <summary>The time since the machine was started; zero where it is not available.</summary>
    public static TimeSpan Read()
    {
        if (!System.IO.File.Exists(File))
            return TimeSpan.Zero;
        // https://man7.org/linux/man-pages/man5/proc_stat.5.html: user, nice, system, idle, iowait, irq, softirq, steal
        var ticks = System.IO.File.ReadLines(File).First().Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1).Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToList();
        return TimeSpan.FromSeconds((ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]) / TicksPerSecond);
    }
}
