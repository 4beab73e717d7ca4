namespace Sagas.Durability.Receive;

/// <summary>
/// A message failed, and neither its redelivery nor its dead letter could be stored: the database cannot be reached.
/// </summary>
public sealed class FailureNotStoredException : Exception
{
    /// <summary>How often it is tried to store what became of a message while the database answers.</summary>
    internal const int Attempts = 10;

    /// <summary>An exception without details.</summary>
    public FailureNotStoredException()
    {
    }

    /// <summary>An exception with a message.</summary>
    /// <param name="message">What happened.</param>
    public FailureNotStoredException(string message) : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public FailureNotStoredException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>The exception that the endpoint throws.</summary>
    /// <param name="failure">What the consumer threw.</param>
    public FailureNotStoredException(Exception failure) : this(failure.Message, failure)
    {
    }
}
