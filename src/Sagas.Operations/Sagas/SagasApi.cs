using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Registry;
using Sagas.Operations.Redaction;
using Sagas.Operations.Sagas.Timers;
using Sagas.Operations.Shell;
using Sagas.Web.Requests;

namespace Sagas.Operations.Sagas;

/// <summary>What the pages show of sagas of any type, for programs.</summary>
internal static class SagasApi
{
    /// <summary>Maps the routes.</summary>
    /// <param name="reads">The group of routes that only read.</param>
    /// <param name="actions">The group of routes that change something.</param>
    public static void MapSagas(RouteGroupBuilder reads, RouteGroupBuilder actions)
    {
        var sagas = reads.MapGroup("/sagas").WithTags("Sagas");
        sagas.MapGet("", ListTypes).WithName("ListSagaTypes");
        sagas.MapGet("/{type}", ListAsync).WithName("ListSagas").ReadsParameters(SagaSearch.NamesFor)
            .ProducesProblem(StatusCodes.Status404NotFound);
        sagas.MapGet("/{type}/export", ExportSagasEndpoint.Handle).WithName("ExportSagas")
            .ReadsParameters(ExportSagasEndpoint.NamesFor)
            .Produces<string>(StatusCodes.Status200OK, ListExport.JsonLines, ListExport.Table)
            .ProducesProblem(StatusCodes.Status404NotFound);
        sagas.MapGet("/{type}/{sagaId:guid}", GetAsync).WithName("GetSaga").ProducesProblem(StatusCodes.Status404NotFound);
        sagas.MapGet("/{type}/{sagaId:guid}/messages", GetMessagesAsync).WithName("GetSagaMessages")
            .ProducesProblem(StatusCodes.Status404NotFound);
        var saga = actions.MapGroup("/sagas/{type}/{sagaId:guid}").WithTags("Sagas");
        MapDeed(saga.MapPost("/commands/{command}", TellSagaEndpoint.HandleAsync).WithName("TellSaga"));
        MapDeed(saga.MapPost("/timers/{timerId:guid}/fire", FireTimerEndpoint.HandleAsync).WithName("FireTimer"));
        MapDeed(saga.MapPost("/timers/{timerId:guid}/move", MoveTimerEndpoint.HandleAsync).WithName("MoveTimer"));
    }

    private static void MapDeed(RouteHandlerBuilder route) => route.TakesBody()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    /// <summary>List the saga types</summary>
    /// <remarks>A type appears here and on the pages as soon as its module adds it to the registry.</remarks>
    /// <param name="registry">The types.</param>
    /// <response code="200">All types, with their state machines.</response>
    internal static Ok<IReadOnlyList<SagaTypeView>> ListTypes(SagaRegistry registry) =>
        TypedResults.Ok<IReadOnlyList<SagaTypeView>>([.. registry.Types.Select(SagaTypeView.Of)]);

    /// <summary>List sagas</summary>
    /// <remarks>
    /// Newest first, page by page: pass `next` of one page as `cursor` to get the next one. Parameters: `id`, `state` (may be
    /// given more than once), `from` and `to` (when the saga started), `text` (part of one of its texts; some thousands of sagas
    /// are searched per page, and `searchedBackTo` says how far back), `limit` (1 to 200) and the fields listed for the type.
    /// Fields that are masked for the caller are not searched. Archived sagas are not listed.
    /// </remarks>
    /// <param name="type">The type's name.</param>
    /// <param name="registry">The types.</param>
    /// <param name="db">The database.</param>
    /// <param name="masks">Hides what the caller may not see.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">A page.</response>
    /// <response code="400">A parameter is not valid; `errors` names it.</response>
    /// <response code="404">There is no such type.</response>
    internal static async Task<Results<Ok<SagaPageView>, ValidationProblem, ProblemHttpResult>> ListAsync(
        string type, SagaRegistry registry, DbContext db, SagaMasks masks, HttpContext http)
    {
        if (registry.Find(type) is not { } kind)
            return OperationsProblems.NoSuchKind(type);
        var query = SagaSearch.Read(kind, http.MaySeeSecrets(), [.. http.Request.Query]);
        if (query.Errors.Count > 0)
            return TypedResults.ValidationProblem(query.Errors);

        var page = await kind.ListAsync(db, masks.Filter(kind, query, http), query.After, query.Limit, http.RequestAborted);
        var shown = await masks.OfAsync(kind, page.Items, http.MaySeeSecrets(), http.RequestAborted);
        return TypedResults.Ok(new SagaPageView(
            [.. page.Items.Select(saga => SagaView.Of(saga, shown[saga.SagaId]))],
            PageCursor.Write(page.Next),
            page.SearchedBackTo));
    }

    /// <summary>Get a saga</summary>
    /// <remarks>
    /// With its history, its waiting messages and timers, its dead letters, and what operators did about it, even if it is
    /// archived.
    /// </remarks>
    /// <param name="type">The type's name.</param>
    /// <param name="sagaId">The saga.</param>
    /// <param name="registry">The types.</param>
    /// <param name="reader">Reads it.</param>
    /// <param name="effects">Finds out what has come of what operators did.</param>
    /// <param name="time">The clock.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">The saga.</response>
    /// <response code="404">There is no such type, or no such saga.</response>
    internal static async Task<Results<Ok<SagaDetailView>, ProblemHttpResult>> GetAsync(
        string type, Guid sagaId, SagaRegistry registry, SagaReader reader, ActionEffects effects, TimeProvider time,
        HttpContext http)
    {
        if (registry.Find(type) is not { } kind)
            return OperationsProblems.NoSuchKind(type);
        return await reader.ReadAsync(kind, sagaId, http.MaySeeSecrets(), http.RequestAborted) is { } saga
            ? TypedResults.Ok(SagaDetailView.Of(
                saga, await effects.OfAsync(saga.Actions, saga, http.RequestAborted), time.GetUtcNow()))
            : OperationsProblems.NoSuchSaga(sagaId);
    }

    /// <summary>Get the messages of a saga</summary>
    /// <remarks>
    /// What it has received and sent, in the order of its steps; the latest 200. Headers and bodies are available while a message
    /// is waiting or is a dead letter, and after it was sent for as long as `Sagas:Durability:KeepMessagesFor` says. They are
    /// masked for callers who may only read.
    /// </remarks>
    /// <param name="type">The type's name.</param>
    /// <param name="sagaId">The saga.</param>
    /// <param name="registry">The types.</param>
    /// <param name="reader">Reads it.</param>
    /// <param name="messages">Reads its messages.</param>
    /// <param name="http">The request.</param>
    /// <response code="200">The messages.</response>
    /// <response code="404">There is no such type, or no such saga.</response>
    internal static async Task<Results<Ok<IReadOnlyList<SagaMessageView>>, ProblemHttpResult>> GetMessagesAsync(
        string type, Guid sagaId, SagaRegistry registry, SagaReader reader, SagaMessages messages, HttpContext http)
    {
        if (registry.Find(type) is not { } kind)
            return OperationsProblems.NoSuchKind(type);
        return await reader.ReadAsync(kind, sagaId, http.MaySeeSecrets(), http.RequestAborted) is { } saga
            ? TypedResults.Ok(await messages.ReadAsync(saga, http.RequestAborted))
            : OperationsProblems.NoSuchSaga(sagaId);
    }
}
