using System.ComponentModel.DataAnnotations;

namespace Sagas.Orders.Api.Submitting;

/// <summary>
/// An order to be submitted. Members are nullable here so that a missing one is reported together with all other errors;
/// the attributes document what <see cref="SubmitOrderValidator"/> checks.
/// </summary>
internal record SubmitOrderRequest
{
    /// <summary>Who places the order.</summary>
    /// <example>c-42</example>
    [Required, StringLength(OrderLimits.CustomerId, MinimumLength = 1)]
    public string? CustomerId { get; init; }

    /// <summary>Where the customer is notified about the order.</summary>
    /// <example>ada@example.com</example>
    [Required, StringLength(OrderLimits.Email, MinimumLength = 3), EmailAddress]
    public string? Email { get; init; }

    /// <summary>ISO 4217 code, in capitals.</summary>
    /// <example>EUR</example>
    [Required, StringLength(3, MinimumLength = 3), RegularExpression("^[A-Z]{3}$")]
    public string? Currency { get; init; }

    /// <summary>What is ordered.</summary>
    [Required, MinLength(1), MaxLength(OrderLimits.Lines)]
    public IReadOnlyList<SubmitOrderLine?>? Lines { get; init; }

    /// <summary>The payment provider's token for the customer's means of payment.</summary>
    /// <example>tok_visa</example>
    [Required, StringLength(OrderLimits.PaymentToken, MinimumLength = 1)]
    public string? PaymentToken { get; init; }
}
