namespace Sagas.Payments.Gateways;

/// <summary>Which gateway makes the charges.</summary>
internal enum PaymentGatewayKind
{
    /// <summary>The built-in simulator, driven by test tokens.</summary>
    Simulator,

    /// <summary>A payment service behind HTTP.</summary>
    Http,
}
