using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sagas.Web.Problems;

namespace Sagas.Orders.Api.Streaming;

/// <summary><c>GET /events</c>.</summary>
internal static class StreamAllOrdersEndpoint
{
    /// <summary>Follow all orders</summary>
    /// <remarks>
    /// Server-sent events, one for every step of every order from now on; an event's id is its position in the history of all
    /// orders, which increases and may have gaps. The stream never ends. A broken connection is resumed with `Last-Event-ID`;
    /// with `Last-Event-ID: 0` the stream starts with the very first step that is not archived. Steps stored at the same time are
    /// sent in the order of the history: the stream waits up to half a minute for a position in it that is still empty, and
    /// starts before such a position. After 15 seconds of silence a comment is sent.
    /// </remarks>
    /// <param name="lastEventId">Id of the last event received; the stream continues after it.</param>
    /// <param name="db">The database.</param>
    /// <param name="time">The clock.</param>
    /// <param name="options">The API's settings.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <response code="200">The steps, as they happen.</response>
    /// <response code="400">The header Last-Event-ID is not the id of an event.</response>
    public static async Task<Results<TransitionStream, ValidationProblem>> HandleAsync(
        [FromHeader(Name = LastEventId.Name)] string? lastEventId,
        DbContext db,
        TimeProvider time,
        IOptions<OrdersApiOptions> options,
        CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var known = LastEventId.Read(lastEventId, errors);
        if (errors.Any)
            return errors.ToProblem();

        var after = known
            ?? await TransitionFeed.LastPositionAsync(db, time.GetUtcNow() - options.Value.GapPatience, cancellationToken);
        return new TransitionStream(new(OrderId: null), after);
    }
}
