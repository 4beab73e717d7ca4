namespace Sagas.Durability.Receive;

/// <summary>
/// A message failed, and neither its redelivery nor its dead letter could be stored: the database cannot be reached.
/// </summary>
public sealed class FailureNotStoredException : Exception
{
    /// <summary>How many attempts are made to store the failure while the database is reachable.</summary>
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

    /// <summary>An exception with the failure as its cause.</summary>
    /// <param name="failure">What the consumer threw.</param>
    public FailureNotStoredException(Exception failure) : this(failure.Message, failure)
    {
    }
}
