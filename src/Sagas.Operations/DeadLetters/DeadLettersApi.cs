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

    private static void MapReads(RouteGroupBuilder letters)
    {
        letters.MapGet("", ListDeadLettersEndpoint.HandleAsync).WithName("ListDeadLetters");
        letters.MapGet("/groups", GroupDeadLettersEndpoint.HandleAsync).WithName("GroupDeadLetters");
        letters.MapGet("/export", ExportDeadLettersEndpoint.Handle).WithName("ExportDeadLetters")
            .Produces<string>(StatusCodes.Status200OK, ExportDeadLettersEndpoint.MediaType);
        letters.MapGet("/{deadLetterId:guid}", GetDeadLetterEndpoint.HandleAsync).WithName("GetDeadLetter")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapActions(RouteGroupBuilder letter)
    {
        letter.MapPost("/check", CheckDeadLetterEndpoint.HandleAsync).WithName("CheckDeadLetter").TakesBody(LargestEdit)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound);
        letter.MapPost("/retry", RetryDeadLetterEndpoint.HandleAsync).WithName("RetryDeadLetter").TakesBody(LargestEdit)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        letter.MapPost("/discard", DiscardDeadLetterEndpoint.HandleAsync).WithName("DiscardDeadLetter").TakesBody()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }
}
