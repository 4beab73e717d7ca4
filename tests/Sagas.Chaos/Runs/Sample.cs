namespace Sagas.Chaos.Runs;

/// <summary>How much was in progress at a moment.</summary>
/// <param name="At">When.</param>
/// <param name="OpenOrders">Orders that have not ended.</param>
/// <param name="OutboxMessages">Messages that wait to be sent, or whose sending has not been confirmed.</param>
/// <param name="Timers">Timers and scheduled redeliveries.</param>
internal sealed record Sample(TimeSpan At, int OpenOrders, long OutboxMessages, long Timers)
{
    public bool IsAtRest => this is { OpenOrders: 0, OutboxMessages: 0, Timers: 0 };
}
