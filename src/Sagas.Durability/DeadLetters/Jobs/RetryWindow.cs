using Sagas.Durability.Tables;

namespace Sagas.Durability.DeadLetters.Jobs;

/// <summary>
/// How many dead letters of a job may be without a result at the same time. What was sent cannot be held back any more, so a job
/// sends a few first and goes on by their results: whatever becomes of those under way, it never exceeds the failures that were
/// allowed.
/// </summary>
internal static class RetryWindow
{
    /// <summary>How many every job may send before the first result is known.</summary>
    public const int First = 10;

    /// <summary>How many may be under way if all succeed: more would only wait in their queues.</summary>
    public const int MostUnderWay = 1_000;

    /// <summary>How many failures count toward the limit of a job.</summary>
    public static int FailuresOf(RetryJobProgress progress) => progress.Of(RetryItemState.FailedAgain) - progress.Job.Forgiven;

    /// <summary>How many may be without a result at the same time: each success allows one more, each failure one less.</summary>
    public static int SizeOf(RetryJobProgress progress)
    {
        var failures = FailuresOf(progress);
        var trusted = Math.Clamp(First + progress.Of(RetryItemState.Succeeded) - failures, First, MostUnderWay);
        return progress.Job.StopAfter is { } most ? Math.Clamp(most - failures, 0, trusted) : trusted;
    }

    /// <summary>How many more may be sent now.</summary>
    public static int RoomOf(RetryJobProgress progress) =>
        Math.Clamp(SizeOf(progress) - progress.Of(RetryItemState.Sent), 0, progress.Of(RetryItemState.Waiting));
}
