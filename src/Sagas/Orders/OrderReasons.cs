using MassTransit;
using Sagas.Contracts.Orders;
using Sagas.Durability.Settings;

namespace Sagas.Orders;

/// <summary>Why an order ended badly, in the words that are stored with it and sent to others.</summary>
internal static class OrderReasons
{
    /// <summary>The maximum length of a reason; longer ones are cut off.</summary>
    public const int MaxLength = 1000;

    /// <summary>The payment was not settled in time.</summary>
    public const string PaymentExpired = "payment_expired";

    private const string Unspecified = "unspecified";

    /// <summary>The payment could not be made for technical reasons.</summary>
    /// <param name="fault">The fault after all retries.</param>
    /// <returns>The reason with the first error's message.</returns>
    public static string PaymentFailed(Fault fault) => $"payment_failed: {FirstError(fault)}";

    /// <summary>The refund could not be made for technical reasons.</summary>
    /// <param name="fault">The fault after all retries.</param>
    /// <returns>The reason with the first error's message.</returns>
    public static string RefundFailed(Fault fault) => Bounded($"refund_failed: {FirstError(fault)}");

    /// <summary>An operator has settled the order outside the service.</summary>
    public static string ResolvedManually(ResolveManually command) =>
        $"resolved_manually by {OrUnspecified(command.Operator)}: {OrUnspecified(command.Reason)}";

    /// <summary>Makes any text fit the order's row. Foreign clients may send a text of any length, or none.</summary>
    /// <param name="reason">The text.</param>
    /// <returns>The text or its beginning, in a form that every database accepts.</returns>
    public static string Bounded(string? reason) => OrUnspecified(reason).ToStorable(MaxLength);

    private static string FirstError(Fault fault) => OrUnspecified(fault.Exceptions?.FirstOrDefault()?.Message);

    private static string OrUnspecified(string? text) => string.IsNullOrWhiteSpace(text) ? Unspecified : text;
}
