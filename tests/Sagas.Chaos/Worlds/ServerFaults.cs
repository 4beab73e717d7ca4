using Sagas.Chaos.Faults;
using Sagas.Chaos.Outside;
using Sagas.Chaos.Servers;
using Sagas.Faults.Clocks;

namespace Sagas.Chaos.Worlds;

/// <summary>Knows how each fault of broker, database, connections, queues and clocks is injected and undone.</summary>
internal sealed class ServerFaults(
    BrokerServer broker, DatabaseServer database, TcpProxy toBroker, TcpProxy toDatabase, ClockFile clock, Dice dice)
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);

    /// <summary>Injects a fault; returns when it has been undone, even if it is undone early.</summary>
    public Task InjectAsync(PlannedFault fault, CancellationToken cancellationToken) => fault.Kind switch
    {
        FaultKind.BrokerStopped => BetweenAsync(broker.StopAsync, broker.StartAsync, fault.Duration, cancellationToken),
        FaultKind.BrokerKilled => BetweenAsync(broker.KillAsync, broker.StartAsync, fault.Duration, cancellationToken),
        FaultKind.BrokerConnectionsClosed => broker.CloseConnectionsAsync(),
        FaultKind.BrokerMemoryAlarm => BetweenAsync(broker.StarveAsync, broker.FeedAsync, fault.Duration, cancellationToken),
        FaultKind.BrokerSlow =>
            BetweenAsync(Slow(toBroker, Delay), Slow(toBroker, TimeSpan.Zero), fault.Duration, cancellationToken),
        FaultKind.BrokerCut => BetweenAsync(Done(toBroker.Cut), Done(toBroker.Mend), fault.Duration, cancellationToken),
        FaultKind.DatabaseStopped => BetweenAsync(database.StopAsync, database.StartAsync, fault.Duration, cancellationToken),
        FaultKind.DatabaseCrashed => BetweenAsync(database.CrashAsync, database.StartAsync, fault.Duration, cancellationToken),
        FaultKind.DatabaseSessionsEnded => database.EndSessionsAsync(cancellationToken),
        FaultKind.DatabaseSlow =>
            BetweenAsync(Slow(toDatabase, Delay), Slow(toDatabase, TimeSpan.Zero), fault.Duration, cancellationToken),
        FaultKind.DatabaseCut => BetweenAsync(Done(toDatabase.Cut), Done(toDatabase.Mend), fault.Duration, cancellationToken),
        FaultKind.MessagesShuffled => new Shuffler(broker.Address, dice).RunAsync(fault.Duration, cancellationToken),
        FaultKind.ClockJump => clock.JumpAsync(fault.Duration, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault.Kind, "The fault does not concern servers."),
    };

    private static async Task BetweenAsync(
        Func<Task> begin, Func<Task> end, TimeSpan duration, CancellationToken cancellationToken)
    {
        try
        {
            await begin();
            await Pause.ForAsync(duration, cancellationToken);
        }
        finally
        {
            await end();
        }
    }

    private static Func<Task> Slow(TcpProxy proxy, TimeSpan delay) => Done(() => proxy.Delay = delay);

    private static Func<Task> Done(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };
}
