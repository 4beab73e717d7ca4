namespace Sagas.Chaos;

/// <summary>Randomness that is the same for the same seed.</summary>
internal sealed class Dice(int seed)
{
#pragma warning disable CA5394 // The same seed must give the same numbers; nothing here is a secret.
    private readonly Random _random = new(seed);

    /// <summary>A number from 0 to just below the limit.</summary>
    public int Below(int limit) => _random.Next(limit);

    /// <summary>A number between two others.</summary>
    public double Between(double least, double most) => least + (_random.NextDouble() * (most - least));

    public T[] Shuffle<T>(IEnumerable<T> items)
    {
        T[] shuffled = [.. items];
        _random.Shuffle(shuffled);
        return shuffled;
    }
#pragma warning restore CA5394

    /// <summary>A time span between two others, in whole milliseconds.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most) =>
        TimeSpan.FromMilliseconds(Math.Round(Between(least.TotalMilliseconds, most.TotalMilliseconds)));
}
