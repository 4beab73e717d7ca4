namespace Sagas.Durability.Receive;

/// <summary>A queue that a process leaves alone because most of its messages fail.</summary>
/// <param name="Endpoint">The queue.</param>
/// <param name="Until">When one message of it is tried; in the past, if one is being tried.</param>
/// <param name="Failed">How many of its messages have failed.</param>
/// <param name="Handled">How many it has handled in the same time, including these.</param>
/// <param name="Waiting">How many messages the process has taken from the queue that have to wait.</param>
/// <param name="LastError">Why the last of them failed, without secrets.</param>
internal sealed record PausedQueue(
    string Endpoint, DateTimeOffset Until, int Failed, int Handled, int Waiting, string LastError);
