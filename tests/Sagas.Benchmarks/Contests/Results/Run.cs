namespace Sagas.Benchmarks.Contests.Results;

/// <summary>One measurement of one contestant.</summary>
/// <param name="Contestant">Its name.</param>
/// <param name="Orders">How many orders ended.</param>
/// <param name="Elapsed">In how much time.</param>
/// <param name="Process">Processor time of the contestant, including the load if that is in the same process.</param>
/// <param name="Machine">Processor time of the whole machine, including broker and database.</param>
internal sealed record Run(string Contestant, int Orders, TimeSpan Elapsed, TimeSpan Process, TimeSpan Machine)
{
    public double OrdersPerSecond => Orders / Elapsed.TotalSeconds;

    public double ProcessSecondsPer1000 => Process.TotalSeconds * 1000 / Math.Max(1, Orders);

    public double MachineSecondsPer1000 => Machine.TotalSeconds * 1000 / Math.Max(1, Orders);
}
