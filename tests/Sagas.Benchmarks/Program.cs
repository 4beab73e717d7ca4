using Sagas.Benchmarks.Compare;
using Sagas.Benchmarks.Endurance;
using Sagas.Benchmarks.Growth;
using Sagas.Benchmarks.Latencies;
using Sagas.Benchmarks.Pages;
using Sagas.Benchmarks.Scale;
using Sagas.Benchmarks.Throughput;

var benchmarks = new System.CommandLine.RootCommand("Measures the service exactly as its own program composes it.")
{
    CompareCommand.Create(), EnduranceCommand.Create(), GrowthCommand.Create(),
    LatencyCommand.Create(), PagesCommand.Create(), ScaleCommand.Create(), ThroughputCommand.Create(),
};
return await benchmarks.Parse(args).InvokeAsync();
