using Sagas.Benchmarks.Throughput;

var benchmarks = new System.CommandLine.RootCommand("Measures the service, as it is composed by its program.") { ThroughputCommand.Create() };
return await benchmarks.Parse(args).InvokeAsync();
