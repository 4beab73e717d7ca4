using Sagas.Benchmarks.Floors.Messages;

namespace Sagas.Benchmarks.Floors.Brokers;

/// <summary>Brings the floors' messages to their consumers.</summary>
internal interface IFloorBroker : IAsyncDisposable
{
    /// <summary>Declares an exchange without consumers, for events that are only announced.</summary>
    Task DeclareAsync(string exchange);

    /// <summary>Declares a queue that is bound to an exchange for each message name, and consumes it.</summary>
    Task ConsumeAsync(string queue, IReadOnlyList<string> exchanges, Func<string, ReadOnlyMemory<byte>, Task> handle);

    /// <summary>Sends a message; completes when the outbox no longer needs to keep it.</summary>
    Task PublishAsync(FloorOutgoing message);
}
