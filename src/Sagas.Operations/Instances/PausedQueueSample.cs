namespace Sagas.Operations.Instances;

/// <summary>A queue that is left alone because most of its messages fail.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Until">When one of its messages is tried again; in the past while one is being tried.</param>
/// <param name="Failed">How many of its messages have failed.</param>
/// <param name="Handled">How many were handled in the same time, including these.</param>
/// <param name="Waiting">How many messages wait in the processes that have taken them from the queue.</param>
/// <param name="LastError">Why the last of them failed, without secrets.</param>
/// <param name="Processes">The processes that leave it alone.</param>
public sealed record PausedQueueSample(
    string Queue, DateTimeOffset Until, int Failed, int Handled, int Waiting, string LastError,
    IReadOnlyList<string> Processes);
