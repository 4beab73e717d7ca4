using Sagas.Benchmarks.Contests.Databases;

namespace Sagas.Benchmarks.Contests;

/// <summary>A contestant before it is started.</summary>
/// <param name="Name">Its name in the result.</param>
/// <param name="Database">The database for its orders.</param>
/// <param name="StartAsync">Starts it.</param>
internal sealed record Entrant(string Name, ContestDatabase Database, Func<CancellationToken, Task<IContestant>> StartAsync);
