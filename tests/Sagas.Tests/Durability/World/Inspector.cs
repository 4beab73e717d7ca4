using System.Collections.Concurrent;
using MassTransit;

namespace Sagas.Tests.Durability.World;

/// <summary>An outside subscriber, without the durable layer: it sees what really leaves, duplicates included.</summary>
internal class Inspector : IConsumer<ParcelRegistered>, IConsumer<ParcelStamped>, IConsumer<Fault<StampParcel>>
{
    public static ConcurrentQueue<ConsumeContext> SeenBy(IServiceProvider provider) =>
        ((Notebook)provider.GetService(typeof(Notebook))!).Seen;

    private readonly Notebook _notebook;

    public Inspector(Notebook notebook) => _notebook = notebook;

    public Task Consume(ConsumeContext<ParcelRegistered> context) => Note(context);

    public Task Consume(ConsumeContext<ParcelStamped> context) => Note(context);

    public Task Consume(ConsumeContext<Fault<StampParcel>> context) => Note(context);

    private Task Note(ConsumeContext context)
    {
        _notebook.Seen.Enqueue(context);
        return Task.CompletedTask;
    }
}

internal class Notebook
{
    public ConcurrentQueue<ConsumeContext> Seen { get; } = new();
}
