using Sagas.Hosting.Database;
using Sagas.Hosting.Transport;

namespace Sagas.Benchmarks.Endurance;

/// <summary>What is measured.</summary>
/// <param name="Transport">The service's transport.</param>
/// <param name="Database">The service's database.</param>
/// <param name="Minutes">For how many minutes.</param>
/// <param name="WarmUpMinutes">How much of that does not count, because code is compiled and pools are filled.</param>
/// <param name="Rate">Orders offered per second.</param>
/// <param name="Interval">The time between samples, in seconds.</param>
internal sealed record EnduranceSettings(
    TransportKind Transport, DatabaseKind Database, double Minutes, double WarmUpMinutes, double Rate, double Interval);
