namespace Sagas.Payments.Gateways;

/// <summary>A charge as the gateway knows it.</summary>
/// <param name="ChargeId">The gateway's id for it.</param>
/// <param name="Amount">What was charged.</param>
/// <param name="Currency">ISO 4217 code.</param>
public record GatewayCharge(string ChargeId, decimal Amount, string Currency)
{
    /// <summary>The longest charge id that can be stored.</summary>
    public const int LongestChargeId = 255;
}
