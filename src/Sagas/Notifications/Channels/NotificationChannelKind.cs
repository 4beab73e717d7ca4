namespace Sagas.Notifications.Channels;

/// <summary>How customers are told.</summary>
public enum NotificationChannelKind
{
    /// <summary>Not at all: a line in the log stands for it.</summary>
    Log,

    /// <summary>By e-mail.</summary>
    Smtp,

    /// <summary>By whoever answers a web address.</summary>
    Webhook,
}
