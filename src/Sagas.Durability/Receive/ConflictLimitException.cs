namespace Sagas.Durability.Receive;

/// <summary>A message met a concurrent change every time it was handled, up to the limit.</summary>
public sealed class ConflictLimitException : Exception
{
    /// <summary>An exception without details.</summary>
    public ConflictLimitException()
    {
    }

    /// <summary>An exception with a message.</summary>
    /// <param name="message">What happened.</param>
    public ConflictLimitException(string message) : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public ConflictLimitException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>An exception that names the consumer and the number of attempts.</summary>
    /// <param name="consumerId">The consumer that handled the message.</param>
    /// <param name="attempts">How often it did.</param>
    public ConflictLimitException(string consumerId, int attempts)
        : base($"{consumerId} met a concurrent change {attempts} times in a row.")
    {
    }
}
