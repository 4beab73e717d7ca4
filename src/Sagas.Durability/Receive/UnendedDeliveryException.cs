namespace Sagas.Durability.Receive;

/// <summary>A message was handled again and again without completing.</summary>
public sealed class UnendedDeliveryException : Exception
{
    internal const string Reason =
        "The message was handled again and again without completing: it kills the process, or its failure cannot be stored.";

    /// <summary>An exception with the default message.</summary>
    public UnendedDeliveryException() : this(Reason)
    {
    }

    /// <summary>An exception with a message.</summary>
    /// <param name="message">What happened.</param>
    public UnendedDeliveryException(string message) : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public UnendedDeliveryException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
