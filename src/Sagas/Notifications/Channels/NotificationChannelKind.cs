namespace Sagas.Notifications.Channels;

/// <summary>How customers are notified.</summary>
internal enum NotificationChannelKind
{
    /// <summary>Not at all: a line in the log takes the place of a notification.</summary>
    Log,

    /// <summary>By e-mail.</summary>
    Smtp,

    /// <summary>Through a web address.</summary>
    Webhook,
}
