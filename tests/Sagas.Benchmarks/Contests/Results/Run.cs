namespace Sagas.Benchmarks.Contests.Results;

/// <summary>What was measured of one contestant once.</summary>
/// <param name="Contestant">Its name.</param>
/// <param name="Orders">How many orders came to their end.</param>
/// <param name="Elapsed">Within which time.</param>
/// <param name="Process">Time of the processors that the contestant took, with the load if that is in the same process.</param>
/// <param name="Machine">The same of the whole machine, with broker and database.</param>
internal sealed record Run(string Contestant, int Orders, TimeSpan Elapsed, TimeSpan Process, TimeSpan Machine)
{
    public double OrdersPerSecond => Orders / Elapsed.TotalSeconds;

    public double ProcessSecondsPer1000 => Process.TotalSeconds * 1000 / Math.Max(1, Orders);

    public double MachineSecondsPer1000 => Machine.TotalSeconds * 1000 / Math.Max(1, Orders);
}
