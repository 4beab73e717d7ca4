namespace Sagas.Contracts.Payments;

/// <summary>Command: charge an order, at most once however often the command arrives.</summary>
/// <param name="OrderId">The order to charge.</param>
/// <param name="Amount">How much.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="PaymentToken">The payment provider's token for the customer's means of payment.</param>
public record ProcessPayment(Guid OrderId, decimal Amount, string Currency, string PaymentToken);
