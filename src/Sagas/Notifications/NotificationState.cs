namespace Sagas.Notifications;

/// <summary>How telling a customer ended. Stored as its name.</summary>
public enum NotificationState
{
    /// <summary>The channel took it.</summary>
    Sent,

    /// <summary>The channel refused it, finally.</summary>
    Failed,
}
