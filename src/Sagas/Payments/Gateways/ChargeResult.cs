namespace Sagas.Payments.Gateways;

/// <summary>The gateway's answer to a charge: exactly one of its two properties is set.</summary>
internal sealed record ChargeResult
{
    private ChargeResult()
    {
    }

    /// <summary>The charge, if it was approved.</summary>
    public GatewayCharge? Charge { get; private init; }

    /// <summary>Why the charge was declined, if it was, such as <c>card_declined</c>.</summary>
    public string? DeclineCode { get; private init; }

    /// <summary>The gateway holds the money.</summary>
    public static ChargeResult Approved(GatewayCharge charge) => new() { Charge = charge };

    /// <summary>The gateway declined for good.</summary>
    public static ChargeResult Declined(string code) => new() { DeclineCode = code };
}
