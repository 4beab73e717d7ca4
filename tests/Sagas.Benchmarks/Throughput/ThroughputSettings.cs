using Sagas.Hosting.Database;
using Sagas.Hosting.Transport;

namespace Sagas.Benchmarks.Throughput;

/// <summary>What is measured.</summary>
/// <param name="Transport">The service's transport.</param>
/// <param name="Database">The service's database.</param>
/// <param name="Orders">How many orders are measured.</param>
/// <param name="WarmUp">How many are submitted before them.</param>
/// <param name="Concurrency">How many are in progress at a time.</param>
/// <param name="SubmittingLimit">After how long no more are submitted.</param>
internal sealed record ThroughputSettings(
    TransportKind Transport, DatabaseKind Database, int Orders, int WarmUp, int Concurrency, TimeSpan SubmittingLimit);
