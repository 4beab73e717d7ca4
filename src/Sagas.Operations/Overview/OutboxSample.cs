namespace Sagas.Operations.Overview;

/// <summary>What is waiting in the outbox.</summary>
/// <param name="Waiting">Messages that are waiting to be sent.</param>
/// <param name="OldestAge">How long the oldest of them has waited.</param>
/// <param name="Timers">Timers and scheduled redeliveries.</param>
/// <param name="NextTimer">When the next of them is due; null if there is none.</param>
public sealed record OutboxSample(long Waiting, TimeSpan OldestAge, long Timers, DateTimeOffset? NextTimer);
