namespace Sagas.Notifications.Channels;

/// <summary>The notification was refused, and would be each time: nobody will be told.</summary>
public class NotificationRefusedException : Exception
{
    /// <summary>Without any information about it.</summary>
    public NotificationRefusedException()
    {
    }

    /// <summary>With the reason.</summary>
    /// <param name="message">The reason.</param>
    public NotificationRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>With the reason, and what told of it.</summary>
    /// <param name="message">The reason.</param>
    /// <param name="innerException">What told of it.</param>
    public NotificationRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
