namespace Sagas.Operations.RetryJobs;

/// <summary>What a retry job waits for.</summary>
/// <param name="Kind">`Results` of messages that were sent, or `PausedQueue`.</param>
/// <param name="Messages">How many messages: those without a result, or those for the queue that were not sent yet.</param>
/// <param name="Queue">The paused queue; null for results.</param>
/// <param name="Until">Until when the queue is paused; in the past while one message of it is being tried.</param>
/// <param name="Text">The same in words.</param>
internal sealed record RetryJobWait(string Kind, int Messages, string? Queue, DateTimeOffset? Until, string Text);
