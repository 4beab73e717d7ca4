using Sagas.Benchmarks.Floors.Messages;

namespace Sagas.Benchmarks.Floors.Brokers;

/// <summary>Brings the floors' messages to their consumers.</summary>
internal interface IFloorBroker : IAsyncDisposable
{
    /// <summary>An exchange that nobody listens to, for what is only told.</summary>
    Task DeclareAsync(string exchange);

    /// <summary>A queue behind an exchange of each message's name.</summary>
    Task ConsumeAsync(string queue, IReadOnlyList<string> exchanges, Func<string, ReadOnlyMemory<byte>, Task> handle);

    /// <summary>Sends a message; ends when the outbox need keep it no longer.</summary>
    Task PublishAsync(FloorOutgoing message);
}
