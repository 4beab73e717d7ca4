using Sagas.Contracts.Notifications;

namespace Sagas.Notifications;

/// <summary>That a customer was told, or could not be: one record per order and template.</summary>
public class NotificationRecord
{
    /// <summary>How much of a reason is kept.</summary>
    public const int LongestReason = 1000;

    /// <summary>The order.</summary>
    public Guid OrderId { get; init; }

    /// <summary>What was said.</summary>
    public NotificationTemplate Template { get; init; }

    /// <summary>How it ended.</summary>
    public NotificationState State { get; init; }

    /// <summary>By what channel, such as <c>smtp</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Why it failed, if it did.</summary>
    public string? Reason { get; init; }
}

/// <summary>How telling a customer ended. Stored as its name.</summary>
public enum NotificationState
{
    /// <summary>The channel took it.</summary>
    Sent,

    /// <summary>The channel refused it, finally.</summary>
    Failed,
}
