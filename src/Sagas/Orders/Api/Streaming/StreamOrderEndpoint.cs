using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Sagas.Web.Problems;

namespace Sagas.Orders.Api.Streaming;

/// <summary><c>GET /orders/{orderId}/events</c>.</summary>
internal static class StreamOrderEndpoint
{
    /// <summary>Follow an order</summary>
    /// <remarks>
    /// Server-sent events, one for every step of the order from the first on; an event's id is the order's version. After
    /// a final state the stream ends, and asking again with the last id answers 204, which tells browsers not to reconnect.
    /// A connection that breaks earlier is resumed with `Last-Event-ID`. After 15 seconds of silence a comment is sent.
    /// </remarks>
    /// <param name="orderId">The order.</param>
    /// <param name="lastEventId">Id of the last event received; the stream continues after it.</param>
    /// <param name="db">The database.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <response code="200">The steps, as they happen.</response>
    /// <response code="204">The order has ended, and the caller has seen all its steps.</response>
    /// <response code="400">The header Last-Event-ID is not the id of an event.</response>
    /// <response code="404">There is no such order.</response>
    public static async Task<Results<TransitionStream, NoContent, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Guid orderId,
        [FromHeader(Name = LastEventId.Name)] string? lastEventId,
        DbContext db,
        CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var after = LastEventId.Read(lastEventId, errors) ?? 0;
        if (errors.Any)
            return errors.ToProblem();

        var order = await OrderReader.FindAsync(db, orderId, cancellationToken);
        if (order is null)
            return OrderProblems.NotFound(orderId);
        if (order.State.IsFinal() && after >= order.Version)
            return TypedResults.NoContent();
        return new TransitionStream(new(orderId, order.State.IsFinal()), after);
    }
}
