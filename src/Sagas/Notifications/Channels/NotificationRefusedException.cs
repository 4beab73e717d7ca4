namespace Sagas.Notifications.Channels;

/// <summary>The notification was refused, and would be refused every time: the customer will not be notified.</summary>
internal class NotificationRefusedException : Exception
{
    /// <summary>An exception without details.</summary>
    public NotificationRefusedException()
    {
    }

    /// <summary>An exception with a message.</summary>
    public NotificationRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    public NotificationRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
