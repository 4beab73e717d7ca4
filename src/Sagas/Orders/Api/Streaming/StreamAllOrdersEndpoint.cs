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
    /// orders, which increases and may have gaps. The stream never ends. The position is sent at the start and after 15 seconds
    /// of silence, too, as an `id` without data, so that browsers and other clients that reconnect with `Last-Event-ID` miss
    /// nothing, whether or not they have seen an event. With `Last-Event-ID: 0` the stream starts with the very first step that
    /// is not archived. Steps stored at the same time are sent in the order of the history: the stream waits up to half a minute
    /// for a position in it that is still empty, and starts before such a position. A position that the history has not
    /// reached, and one behind which steps have been archived, are refused.
    /// </remarks>
    /// <param name="lastEventId">Id of the last event received; the stream continues after it.</param>
    /// <param name="db">The database.</param>
    /// <param name="time">The clock.</param>
    /// <param name="options">The API's settings.</param>
    /// <param name="cancellationToken">A token to cancel the operation.</param>
    /// <response code="200">The steps, as they happen.</response>
    /// <response code="400">
    /// The header Last-Event-ID is no id of this stream, or so old that steps after it have been archived.
    /// </response>
    public static async Task<Results<TransitionStream, ValidationProblem>> HandleAsync(
        [FromHeader(Name = LastEventId.Name)] string? lastEventId,
        DbContext db,
        TimeProvider time,
        IOptions<OrdersApiOptions> options,
        CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var known = LastEventId.Read(lastEventId, errors);
        if (known is { } position)
            await CheckAsync(db, position, errors, cancellationToken);
        if (errors.Any)
            return errors.ToProblem();

        var after = known
            ?? await StreamPositions.LastSettledAsync(db, time.GetUtcNow() - options.Value.GapPatience, cancellationToken);
        return new TransitionStream(new(OrderId: null), after);
    }

    // To begin somewhere else without saying so would lose steps, or repeat them, unnoticed.
    private static async Task CheckAsync(DbContext db, long position, FieldErrors errors, CancellationToken cancellationToken)
    {
        if (!await StreamPositions.IsKnownAsync(db, position, cancellationToken))
            errors.Add(LastEventId.Name, $"{LastEventId.None} The history has not reached {position}.");
        else if (position > 0 && await StreamPositions.IsTooOldAsync(db, position, cancellationToken))
            errors.Add(
                LastEventId.Name,
                $"Steps after {position} have been archived, and would be missing. Leave the header out to start with what "
                + "happens from now on, or send 0 to start with the first step that is not archived.");
    }
}
