using Sagas.Benchmarks.Contests.Databases;

namespace Sagas.Benchmarks.Contests;

/// <summary>Somebody who takes part in a contest.</summary>
/// <param name="Name">How it is called in the result.</param>
/// <param name="Database">Where its orders are.</param>
/// <param name="StartAsync">Starts it.</param>
internal sealed record Entrant(string Name, ContestDatabase Database, Func<CancellationToken, Task<IContestant>> StartAsync);
