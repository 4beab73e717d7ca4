using Sagas.Contracts.Notifications;

namespace Sagas.Notifications;

/// <summary>Records that a customer was notified, or could not be: one record per order and template.</summary>
internal class NotificationRecord
{
    /// <summary>The maximum length of a stored reason.</summary>
    public const int LongestReason = 1000;

    /// <summary>The order.</summary>
    public Guid OrderId { get; init; }

    /// <summary>The template that was sent.</summary>
    public NotificationTemplate Template { get; init; }

    /// <summary>How it ended.</summary>
    public NotificationState State { get; init; }

    /// <summary>The channel, such as <c>smtp</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Why it failed, if it did.</summary>
    public string? Reason { get; init; }
}

/// <summary>How notifying a customer ended. Stored as its name.</summary>
internal enum NotificationState
{
    /// <summary>The channel accepted it.</summary>
    Sent,

    /// <summary>The channel refused it for good.</summary>
    Failed,
}
