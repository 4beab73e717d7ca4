namespace Sagas.Durability.DeadLetters.Jobs;

/// <summary>What a job has for one queue.</summary>
/// <param name="Endpoint">The queue.</param>
/// <param name="Waiting">How many dead letters have not been sent.</param>
/// <param name="Sent">How many were sent and have no result yet.</param>
internal sealed record RetryJobQueue(string Endpoint, int Waiting, int Sent)
{
    /// <summary>
    /// Whether a pause of the queue keeps the job from sending to it. A pause ends when one message has been tried and handled;
    /// if the queue has none that could be tried, the job has to send it.
    /// </summary>
    /// <param name="pausedUntil">Until when the queue is paused.</param>
    /// <param name="now">The current time.</param>
    public bool IsHeld(DateTimeOffset pausedUntil, DateTimeOffset now) => pausedUntil > now || Sent > 0;
}
