using System.Globalization;

namespace Sagas.Tests.Time;

/// <summary>
/// Waits for a condition with a deadline. The one place in the tests that lets time pass: it looks again and again, and
/// what it waits for ends the wait.
/// </summary>
internal static class Eventually
{
    private const int DefaultSeconds = 30;

    // Mutation tests (infra/mutate.sh) break the service on purpose, hundreds of times, and mostly wait in vain.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("SAGAS_TEST_PATIENCE"), CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : DefaultSeconds);

    /// <summary>Waits until the condition holds.</summary>
    public static async Task BecomesTrueAsync(Func<Task<bool>> condition, string what, TimeSpan? deadline = null)
    {
        var begin = TimeProvider.System.GetTimestamp();
        var limit = deadline ?? Deadline;
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(begin) > limit)
                throw new TimeoutException($"Waited {limit} in vain: {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
    }

    /// <summary>Waits until the condition holds.</summary>
    public static Task BecomesTrueAsync(Func<bool> condition, string what) =>
        BecomesTrueAsync(() => Task.FromResult(condition()), what);
}
