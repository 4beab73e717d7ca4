using Sagas.Benchmarks.Floors.Messages;

namespace Sagas.Benchmarks.Floors;

/// <summary>What one message, or one submission, changes.</summary>
internal sealed class FloorUnit
{
    /// <summary>The message that is handled, and its consumer.</summary>
    public (Guid MessageId, string Consumer)? Claim { get; init; }

    /// <summary>Rows of orders, payments and so on. The unit fails if a row is stale.</summary>
    public List<FloorRow> Rows { get; } = [];

    /// <summary>Steps of the order.</summary>
    public List<FloorStep> Steps { get; } = [];

    /// <summary>Messages to send, and timers to set.</summary>
    public List<FloorOutgoing> Outgoing { get; } = [];

    /// <summary>Tokens of timers to cancel.</summary>
    public List<Guid> CancelledTimers { get; } = [];

    /// <summary>Outbox rows that are no longer needed.</summary>
    public List<Guid> Removed { get; init; } = [];

    public TaskCompletionSource Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
