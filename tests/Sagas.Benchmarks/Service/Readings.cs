using System.Diagnostics;

namespace Sagas.Benchmarks.Service;

/// <summary>What the meters show at one moment, or between two.</summary>
/// <param name="Timestamp">The moment.</param>
/// <param name="Processor">Processor time of the whole process.</param>
/// <param name="Commits">Transactions of units of work.</param>
/// <param name="Units">Units of work in them.</param>
/// <param name="Conflicts">Units that were repeated after a conflict.</param>
internal sealed record Readings(long Timestamp, TimeSpan Processor, long Commits, long Units, long Conflicts)
{
    public TimeSpan Elapsed => TimeSpan.FromSeconds((double)Timestamp / Stopwatch.Frequency);

    public static Readings operator -(Readings later, Readings earlier) => new(
        later.Timestamp - earlier.Timestamp,
        later.Processor - earlier.Processor,
        later.Commits - earlier.Commits,
        later.Units - earlier.Units,
        later.Conflicts - earlier.Conflicts);
}
