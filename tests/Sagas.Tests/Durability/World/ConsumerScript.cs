using MassTransit;

namespace Sagas.Tests.Durability.World;

/// <summary>What the consumer of a test does, and what it has seen.</summary>
internal class ConsumerScript
{
    private int _runs;

    public int Runs => Volatile.Read(ref _runs);

    public int BeginRun() => Interlocked.Increment(ref _runs);

    public Func<int, ConsumeContext<StampParcel>, Task> DuringConsume { get; set; } = (_, _) => Task.CompletedTask;
}
