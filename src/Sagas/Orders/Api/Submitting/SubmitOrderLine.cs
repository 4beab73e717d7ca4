using System.ComponentModel.DataAnnotations;

namespace Sagas.Orders.Api.Submitting;

/// <summary>One line of an order to be submitted.</summary>
internal record SubmitOrderLine
{
    /// <summary>The seller's article number.</summary>
    /// <example>BOOK-1</example>
    [Required, StringLength(OrderLimits.Sku, MinimumLength = 1)]
    public string? Sku { get; init; }

    /// <summary>How many.</summary>
    /// <example>2</example>
    [Required, Range(1, OrderLimits.Quantity)]
    public int? Quantity { get; init; }

    /// <summary>Price of one, with no more decimals than the currency has.</summary>
    /// <example>19.90</example>
    [Required, Range(0, OrderLimits.UnitPrice)]
    public decimal? UnitPrice { get; init; }
}
