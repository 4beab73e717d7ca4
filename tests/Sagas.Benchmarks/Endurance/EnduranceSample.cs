namespace Sagas.Benchmarks.Endurance;

/// <summary>The process at one moment.</summary>
/// <param name="Minutes">Since the load began.</param>
/// <param name="WorkingSetMegabytes">Memory of the process.</param>
/// <param name="HeapMegabytes">Objects after the last collection.</param>
/// <param name="AllocatedMegabytesPerSecond">New objects since the previous sample.</param>
/// <param name="Threads">Threads of the process.</param>
/// <param name="OrdersPerSecond">Orders that ended since the previous sample.</param>
/// <param name="UnderWay">Orders that were accepted and have not ended.</param>
/// <param name="Outbox">Rows of the outbox: messages and timers.</param>
internal sealed record EnduranceSample(
    double Minutes, double WorkingSetMegabytes, double HeapMegabytes, double AllocatedMegabytesPerSecond, int Threads,
    double OrdersPerSecond, long UnderWay, int Outbox)
{
    public const string Header =
        "| minutes | working set MB | heap after GC MB | allocated MB/s | threads | orders/s | in progress | outbox |\n|--:|--:|--:|--:|--:|--:|--:|--:|";

    public override string ToString() => FormattableString.Invariant(
        $"| {Minutes:0.00} | {WorkingSetMegabytes:0.0} | {HeapMegabytes:0.0} | {AllocatedMegabytesPerSecond:0.0} | {Threads} | {OrdersPerSecond:0.0} | {UnderWay} | {Outbox} |");
}
