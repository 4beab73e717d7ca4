using Sagas.Benchmarks.Floors.Messages;

namespace Sagas.Benchmarks.Floors;

/// <summary>What one message, or one submission, changes.</summary>
internal sealed class FloorUnit
{
    /// <summary>The message that is handled, and by whom.</summary>
    public (Guid MessageId, string Consumer)? Claim { get; init; }

    /// <summary>Rows of orders, payments and so on. A stale one fails.</summary>
    public List<FloorRow> Rows { get; } = [];

    /// <summary>Steps of the order.</summary>
    public List<FloorStep> Steps { get; } = [];

    /// <summary>What is sent, and timers that are set.</summary>
    public List<FloorOutgoing> Outgoing { get; } = [];

    /// <summary>Tokens of timers that are cancelled.</summary>
    public List<Guid> CancelledTimers { get; } = [];

    /// <summary>Outbox rows that are needed no longer.</summary>
    public List<Guid> Removed { get; init; } = [];

    public TaskCompletionSource Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
