namespace Sagas.Payments.Gateways;

/// <summary>The gateway cannot be reached or is broken; what it did, if anything, is not known.</summary>
public class PaymentGatewayException : Exception
{
    /// <summary>Without any information about it.</summary>
    public PaymentGatewayException()
    {
    }

    /// <summary>With what happened.</summary>
    /// <param name="message">What happened.</param>
    public PaymentGatewayException(string message)
        : base(message)
    {
    }

    /// <summary>With what happened, and why.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">Why.</param>
    public PaymentGatewayException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
