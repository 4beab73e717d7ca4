using Microsoft.AspNetCore.Http.HttpResults;

namespace Sagas.Orders.Api;

/// <summary>Problems that are about orders. Their <c>code</c> is part of the API: it never changes.</summary>
internal static class OrderProblems
{
    private const string RetryAfterSeconds = "10";

    /// <summary>No such order.</summary>
    public static ProblemHttpResult NotFound(Guid orderId) => Problem(
        StatusCodes.Status404NotFound, "order_not_found", "Order not found", $"There is no order with the orderId {orderId}.");

    /// <summary>Too late to cancel.</summary>
    public static ProblemHttpResult CannotBeCancelled(Guid orderId, OrderStatus status) => Problem(
        StatusCodes.Status409Conflict, "order_not_cancellable", "The order can no longer be cancelled",
        $"Order {orderId} is in the state {status}; only an order that is Submitted, AwaitingPayment or AwaitingNotification can be cancelled.");

    /// <summary>The key was used for another request.</summary>
    public static ProblemHttpResult KeyReused() => Problem(
        StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused",
        "The idempotency key was already used for another order",
        "The same Idempotency-Key was sent before with a different body. Use a new key for a new order; to repeat a request, repeat its body.");

    /// <summary>Two requests used an expired key at the same moment, or the key expired while the request ran.</summary>
    public static ProblemHttpResult KeyContended() => Problem(
        StatusCodes.Status409Conflict, "idempotency_key_contended", "The idempotency key was in use",
        "The header Idempotency-Key was being used or removed at the same moment. Nothing was stored; send the request again.");

    /// <summary>More orders are waiting than allowed.</summary>
    /// <param name="http">The request; the response says when to try again.</param>
    /// <returns>503.</returns>
    public static ProblemHttpResult Overloaded(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Problem(
            StatusCodes.Status503ServiceUnavailable, "overloaded", "Too many orders are waiting to be handled",
            "The service has fallen behind and is not accepting orders at the moment. Nothing was stored; try again after the time in the header Retry-After.");
    }

    private static ProblemHttpResult Problem(int status, string code, string title, string detail) => TypedResults.Problem(
        detail, statusCode: status, title: title,
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code });
}
