using Sagas.Tests.Journeys.World;

namespace Sagas.Tests.Crash.Points;

/// <summary>An order for a process that may die over it.</summary>
/// <param name="Key">Its idempotency key: whoever has had no answer posts it again.</param>
/// <param name="Token">What its payment does.</param>
/// <param name="IsCancelled">Whether it is cancelled right after it was posted.</param>
internal sealed record CrashOrder(string Key, string Token, bool IsCancelled = false)
{
    public string Json => RunningService.OrderOf(Token, customer: Key);

    /// <summary>Their charges take longer than an impatient order waits.</summary>
    public static IReadOnlyList<CrashOrder> NewSlowOnes() =>
        [.. Enumerable.Range(0, 3).Select(_ => new CrashOrder($"{Guid.NewGuid()}", "tok_slow"))];

    /// <summary>The gateway charges another sum than it is asked for.</summary>
    public static IReadOnlyList<CrashOrder> NewWrongOnes() =>
        [.. Enumerable.Range(0, 4).Select(number => new CrashOrder(
            $"{Guid.NewGuid()}", number % 2 == 0 ? "tok_wrong_amount" : "tok_wrong_currency", IsCancelled: number == 3))];

    /// <summary>Some of everything, so that every crash point is reached several times.</summary>
    public static IReadOnlyList<CrashOrder> NewMix()
    {
        var mix = Guid.NewGuid();
        return
        [
            new($"{mix}-1", "tok_visa"), new($"{mix}-2", "tok_down"), new($"{mix}-3", "tok_declined"),
            new($"{mix}-4", "tok_visa"),
            new($"{mix}-5", "tok_flaky"), new($"{mix}-6", "tok_lost_answer"), new($"{mix}-7", "tok_visa"),
            new($"{mix}-8", "tok_visa", IsCancelled: true), new($"{mix}-9", "tok_lost_answer", IsCancelled: true),
        ];
    }
}
