using System.ComponentModel.DataAnnotations;

namespace Sagas.Orders.Api.Cancelling;

/// <summary>Why an order is to be canceled.</summary>
public record CancelOrderRequest
{
    /// <summary>The maximum length of a reason.</summary>
    public const int ReasonLength = 500;

    /// <summary>Why, in the caller's own words; without it, "Cancelled on request".</summary>
    /// <example>The customer changed their mind</example>
    [StringLength(ReasonLength, MinimumLength = 1)]
    public string? Reason { get; init; }
}
