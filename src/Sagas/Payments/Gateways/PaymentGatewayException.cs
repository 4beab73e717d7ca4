namespace Sagas.Payments.Gateways;

/// <summary>The gateway cannot be reached or is broken; what it did, if anything, is unknown.</summary>
internal class PaymentGatewayException : Exception
{
    /// <summary>An exception without details.</summary>
    public PaymentGatewayException()
    {
    }

    /// <summary>An exception with a message.</summary>
    public PaymentGatewayException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    public PaymentGatewayException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
