namespace Sagas.Tests.Crash;

/// <summary>
/// When to kill: after so many answers and then so much later, which hits every stage on slow and fast machines. Every
/// other time no answer is waited for.
/// </summary>
/// <param name="Answers">How many orders must have been answered with 202.</param>
/// <param name="Later">How long the program may go on after that.</param>
internal record KillMoment(int Answers, TimeSpan Later)
{
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(2);

    public static IReadOnlyList<KillMoment> Draw(int seed, int rounds, int orders)
    {
#pragma warning disable CA5394 // A seed must give the same moments again; nothing here is a secret.
        var random = new Random(seed);
        // Early moments are the interesting ones: all is still under way.
        return [.. Enumerable.Range(0, rounds).Select(round =>
            new KillMoment(round % 2 == 0 ? random.Next(orders + 1) : 0, Latest * Math.Pow(random.NextDouble(), 3)))];
#pragma warning restore CA5394
    }
}
