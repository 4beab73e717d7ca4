using Sagas.Operations.Shell;

namespace Sagas.Operations.DeadLetters;

/// <summary>The routes of the dead letters.</summary>
internal static class DeadLettersApi
{
    // A message may be larger than other requests of the API, and escaping it within JSON makes it larger still.
    private const long LargestEdit = 4 * 1024 * 1024;

    /// <summary>Maps the routes.</summary>
    /// <param name="reads">The group of routes that only read.</param>
    /// <param name="actions">The group of routes that change something.</param>
    public static void MapDeadLetters(RouteGroupBuilder reads, RouteGroupBuilder actions)
    {
        MapReads(reads.MapGroup("/dead-letters").WithTags("Dead letters").AddEndpointFilter<TextSearchFilter>());
        MapActions(actions.MapGroup("/dead-letters/{deadLetterId:guid}").WithTags("Dead letters"));
    }

    private static void MapReads(RouteGroupBuilder deadLetters)
    {
        deadLetters.MapGet("", ListDeadLettersEndpoint.HandleAsync).WithName("ListDeadLetters");
        deadLetters.MapGet("/groups", GroupDeadLettersEndpoint.HandleAsync).WithName("GroupDeadLetters");
        deadLetters.MapGet("/export", ExportDeadLettersEndpoint.Handle).WithName("ExportDeadLetters")
            .Produces<string>(StatusCodes.Status200OK, ListExport.JsonLines, ListExport.Table);
        deadLetters.MapGet("/{deadLetterId:guid}", GetDeadLetterEndpoint.HandleAsync).WithName("GetDeadLetter")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapActions(RouteGroupBuilder deadLetter)
    {
        deadLetter.MapPost("/check", CheckDeadLetterEndpoint.HandleAsync).WithName("CheckDeadLetter").TakesBody(LargestEdit)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound);
        deadLetter.MapPost("/retry", RetryDeadLetterEndpoint.HandleAsync).WithName("RetryDeadLetter").TakesBody(LargestEdit)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        deadLetter.MapPost("/discard", DiscardDeadLetterEndpoint.HandleAsync).WithName("DiscardDeadLetter").TakesBody()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }
}
