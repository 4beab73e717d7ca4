using MassTransit;

namespace Sagas.Tests.Durability.World;

/// <summary>Answers whoever asks; what it does before that is up to the test.</summary>
internal class WeighParcelConsumer(WeighingScript script) : IConsumer<WeighParcel>
{
    public async Task Consume(ConsumeContext<WeighParcel> context)
    {
        await script.DuringConsume(script.BeginRun());
        await context.RespondAsync(new ParcelWeighed(context.Message.ParcelId, 250));
    }
}

internal class WeighingScript
{
    private int _runs;

    public int Runs => Volatile.Read(ref _runs);

    public int BeginRun() => Interlocked.Increment(ref _runs);

    public Func<int, Task> DuringConsume { get; set; } = _ => Task.CompletedTask;
}
