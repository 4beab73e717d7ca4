namespace Sagas.Durability.Retention;

/// <summary>
/// Paces work that nobody waits for: after each piece it rests three times as long as the piece took, so that other work has
/// the database to itself most of the time.
/// </summary>
internal sealed class Throttle(TimeProvider time)
{
    private const int Rests = 3;

    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(5);

    /// <summary>Does a piece of the work, and then rests.</summary>
    public async Task<T> DoAsync<T>(Func<Task<T>> piece, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        var result = await piece();
        var rest = time.GetElapsedTime(begin) * Rests;
        await Task.Delay(rest < LongestRest ? rest : LongestRest, time, cancellationToken);
        return result;
    }
}
