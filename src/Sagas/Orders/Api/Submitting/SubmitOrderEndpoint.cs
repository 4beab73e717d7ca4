using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Sagas.Access.Callers;
using Sagas.Orders.Api.Idempotency;
using Sagas.Web.Problems;

namespace Sagas.Orders.Api.Submitting;

/// <summary><c>POST /orders</c>.</summary>
internal static class SubmitOrderEndpoint
{
    /// <summary>Submit an order</summary>
    /// <remarks>
    /// The order is stored together with the message that starts its process before this responds: an order that was
    /// accepted with 202 is never lost. The process then charges the customer and notifies them; follow it with
    /// `GET /orders/{orderId}` or through its events. The service computes the total.
    ///
    /// With `Idempotency-Key` the request can be repeated safely for 24 hours: the same key with the same order gives the
    /// first response again, with the header `Idempotency-Replayed: true`, and creates no second order. The same key with
    /// a different order is refused. A refused request does not use up its key. Keys belong to their caller: the same key of
    /// another caller is another key.
    ///
    /// With `Prefer: wait=N` the service waits up to N seconds for the order to end, and then responds with 200 and its
    /// final state; a repeated request waits as well.
    /// </remarks>
    /// <param name="request">The order.</param>
    /// <param name="idempotencyKey">
    /// Makes the request safe to repeat: 1 to 255 visible ASCII characters, new for every order, such as a UUID.
    /// </param>
    /// <param name="prefer">
    /// `wait=N`: wait up to N seconds, at most 30, for the final state. The response header Preference-Applied says what was
    /// granted.
    /// </param>
    /// <param name="gate">Refuses the request if too many orders are waiting to be handled.</param>
    /// <param name="places">Refuses the request if too many are waiting to be stored.</param>
    /// <param name="intake">Stores the order.</param>
    /// <param name="watch">Waits for it.</param>
    /// <param name="waits">Bounds how many requests of a caller wait.</param>
    /// <param name="options">The API's settings.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">The order has ended (only with `Prefer: wait`).</response>
    /// <response code="202">The order is stored, and its process has started.</response>
    /// <response code="400">
    /// The request is not valid; `errors` names every field that is not valid. Nothing was stored.
    /// </response>
    /// <response code="409">
    /// The idempotency key expired at this very moment; nothing was stored, send the request again.
    /// </response>
    /// <response code="413">The body is larger than 256 KiB.</response>
    /// <response code="415">The body is not JSON.</response>
    /// <response code="422">The idempotency key was already used for another order.</response>
    public static async Task<Results<Accepted<OrderView>, Ok<OrderView>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        SubmitOrderRequest request,
        [FromHeader(Name = IdempotencyHeader.Name)] string? idempotencyKey,
        [FromHeader(Name = "Prefer")] string? prefer,
        BacklogGate gate,
        SubmissionPlaces places,
        OrderIntake intake,
        OrderWatch watch,
        WaitPlaces waits,
        IOptions<OrdersApiOptions> options,
        HttpContext http)
    {
        var errors = new FieldErrors();
        SubmitOrderValidator.Check(request, errors);
        IdempotencyHeader.Check(idempotencyKey, errors);
        if (errors.Any)
            return errors.ToProblem();

        SubmissionOutcome outcome;
        OrderView? order;
        using (var place = await places.TakeAsync(http.RequestAborted))
        {
            if (place is null || !await gate.AdmitsAsync(http.RequestAborted))
                return OrderProblems.Overloaded(http);
            var key = idempotencyKey is null ? null : new CallersKey(CallerId.Of(http.User), idempotencyKey);
            (outcome, order) = await intake.SubmitAsync(OrderDraft.From(request), key, http.RequestAborted);
        }

        if (order is null)
            return outcome == SubmissionOutcome.KeyReused ? OrderProblems.KeyReused() : OrderProblems.KeyContended();
        if (outcome == SubmissionOutcome.Replayed)
            http.Response.Headers[IdempotencyHeader.Replayed] = "true";

        var location = OrderView.AddressOf(order.OrderId);
        var preferred = PreferWait.Read(prefer, options.Value.MaxWait);
        using var waiting = preferred is null ? null : waits.Take(http);
        if (preferred is { } wait && waiting is not null)
        {
            http.Response.Headers["Preference-Applied"] = string.Create(
                CultureInfo.InvariantCulture, $"wait={(int)wait.TotalSeconds}");
            order = await watch.UntilFinalAsync(order.OrderId, wait, http.RequestAborted);
            if (order.State.IsFinal())
            {
                http.Response.Headers.Location = location;
                return TypedResults.Ok(order);
            }
        }

        return TypedResults.Accepted(location, order);
    }
}
