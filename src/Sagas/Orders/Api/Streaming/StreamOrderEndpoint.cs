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
    /// A connection that breaks earlier is resumed with `Last-Event-ID`. Where the stream is, is sent at the start and
    /// after 15 seconds of silence, too, as an `id` without data. A version that the order has not reached is refused.
    /// </remarks>
    /// <param name="orderId">The order.</param>
    /// <param name="lastEventId">Id of the last event received; the stream continues after it.</param>
    /// <param name="db">The database.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <response code="200">The steps, as they happen.</response>
    /// <response code="204">The order has ended, and the caller has seen all its steps.</response>
    /// <response code="400">The header Last-Event-ID is no id of this stream.</response>
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
        if (after > order.Version)
        {
            errors.Add(LastEventId.Name, $"{LastEventId.None} The order's version is {order.Version}.");
            return errors.ToProblem();
        }

        if (order.State.IsFinal() && after == order.Version)
            return TypedResults.NoContent();
        return new TransitionStream(new(orderId, order.State.IsFinal()), after);
    }
}
