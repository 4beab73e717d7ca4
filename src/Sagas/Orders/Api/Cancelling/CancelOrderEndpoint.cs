using System.ComponentModel.DataAnnotations;
using MassTransit;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts;
using Sagas.Contracts.Orders;
using Sagas.Durability.Commit;
using Sagas.Durability.Tables;
using Sagas.Orders.Api.Submitting;
using Sagas.Web.Problems;

namespace Sagas.Orders.Api.Cancelling;

/// <summary><c>POST /orders/{orderId}/cancel</c>.</summary>
internal static class CancelOrderEndpoint
{
    private const string NoReasonGiven = "Cancelled on request";

    /// <summary>Cancel an order</summary>
    /// <remarks>
    /// Asks the order's process to cancel the order and refund the money. The response 202 means that the request is stored
    /// and will be considered; an order that completes at the same moment stays completed. The body is optional.
    /// </remarks>
    /// <param name="orderId">The order.</param>
    /// <param name="request">The reason; optional.</param>
    /// <param name="db">The database.</param>
    /// <param name="sender">Sends to the process.</param>
    /// <param name="unitOfWork">Stores what is sent.</param>
    /// <param name="places">Refuses the request if too many are waiting to be stored.</param>
    /// <param name="http">The request.</param>
    /// <response code="202">The cancellation has been requested; the order as it is now.</response>
    /// <response code="400">The request is not valid.</response>
    /// <response code="404">There is no such order.</response>
    /// <response code="409">The order is over or already being canceled; the detail names its state.</response>
    /// <response code="413">The body is larger than 256 KiB.</response>
    /// <response code="415">The body is not JSON.</response>
    public static async Task<Results<Accepted<OrderView>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Guid orderId,
        CancelOrderRequest? request,
        DbContext db,
        ISendEndpointProvider sender,
        IUnitOfWork unitOfWork,
        SubmissionPlaces places,
        HttpContext http)
    {
        var cancellationToken = http.RequestAborted;
        var errors = new FieldErrors();
        if (request?.Reason is { } given)
            errors.CheckText("reason", given, CancelOrderRequest.ReasonLength);
        if (errors.Any)
            return errors.ToProblem();

        using var place = await places.TakeAsync(cancellationToken);
        if (place is null)
            return OrderProblems.Overloaded(http);

        var order = await OrderReader.FindAsync(db, orderId, cancellationToken);
        if (order is null)
            return OrderProblems.NotFound(orderId);
        if (!order.State.CanBeCancelled())
            return OrderProblems.CannotBeCancelled(orderId, order.State);

        var process = await sender.GetSendEndpoint(Endpoints.AddressOf(Endpoints.OrderSaga));
        await process.Send(new CancelOrder(orderId, request?.Reason ?? NoReasonGiven), cancellationToken);
        var outcome = await unitOfWork.CommitAsync(cancellationToken);
        if (outcome != CommitOutcome.Committed)
            throw new InvalidOperationException($"Storing a command ended in {outcome}, although it changes no row.");
        return TypedResults.Accepted(OrderView.AddressOf(orderId), order);
    }
}

/// <summary>Why an order is to be canceled.</summary>
internal record CancelOrderRequest
{
    /// <summary>The maximum length of a reason.</summary>
    public const int ReasonLength = 500;

    /// <summary>Why, in the caller's own words; without it, "Cancelled on request".</summary>
    /// <example>The customer changed their mind</example>
    [StringLength(ReasonLength, MinimumLength = 1)]
    public string? Reason { get; init; }
}
