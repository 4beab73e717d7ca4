namespace Sagas.Notifications;

/// <summary>How notifying a customer ended. Stored as its name.</summary>
public enum NotificationState
{
    /// <summary>The channel accepted it.</summary>
    Sent,

    /// <summary>The channel refused it for good.</summary>
    Failed,
}
