namespace Sagas.Payments.Simulator;

/// <summary>
/// Payment tokens that the simulator understands, in the style of Stripe's test tokens. Any other is declined as
/// <c>invalid_token</c>.
/// </summary>
internal static class SimulatedTokens
{
    /// <summary>Succeeds.</summary>
    public const string Visa = "tok_visa";

    /// <summary>Declined as <c>card_declined</c>.</summary>
    public const string Declined = "tok_declined";

    /// <summary>Declined as <c>insufficient_funds</c>.</summary>
    public const string InsufficientFunds = "tok_insufficient_funds";

    /// <summary>The gateway fails twice, then succeeds.</summary>
    public const string Flaky = "tok_flaky";

    /// <summary>Succeeds after <c>Sagas:Payments:SlowDelay</c>.</summary>
    public const string Slow = "tok_slow";

    /// <summary>The gateway always fails; nothing is ever charged.</summary>
    public const string Down = "tok_down";

    /// <summary>Succeeds, but every refund fails.</summary>
    public const string RefundDown = "tok_refund_down";

    /// <summary>Charges twice the amount that it is asked for.</summary>
    public const string WrongAmount = "tok_wrong_amount";

    /// <summary>Charges the amount, without its decimals, in another currency: in USD, or in EUR instead of USD.</summary>
    public const string WrongCurrency = "tok_wrong_currency";

    /// <summary>Charges, but the first answer is lost; when called again, the gateway reports the charge.</summary>
    public const string LostAnswer = "tok_lost_answer";
}
