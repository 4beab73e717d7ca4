using Sagas.Operations.Shell;

namespace Sagas.Operations.RetryJobs;

/// <summary>The routes of jobs that send many dead letters again.</summary>
internal static class RetryJobsApi
{
    /// <summary>Maps the routes.</summary>
    /// <param name="reads">The group of routes that only read.</param>
    /// <param name="actions">The group of routes that pause or cancel a job.</param>
    /// <param name="massActions">The group of routes that send many dead letters.</param>
    public static void MapRetryJobs(RouteGroupBuilder reads, RouteGroupBuilder actions, RouteGroupBuilder massActions)
    {
        MapReads(reads.MapGroup("/retry-jobs").WithTags("Retry jobs"));
        MapActions(actions.MapGroup("/retry-jobs").WithTags("Retry jobs"));
        MapMassActions(massActions.MapGroup("/retry-jobs").WithTags("Retry jobs"));
    }

    private static void MapReads(RouteGroupBuilder jobs)
    {
        jobs.MapGet("", ListRetryJobsEndpoint.HandleAsync).WithName("ListRetryJobs");
        jobs.MapGet("/export", ExportRetryJobsEndpoint.Handle).WithName("ExportRetryJobs")
            .Produces<string>(StatusCodes.Status200OK, ListExport.JsonLines, ListExport.Table);
        jobs.MapGet("/{retryJobId:guid}", GetRetryJobEndpoint.HandleAsync).WithName("GetRetryJob")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapMassActions(RouteGroupBuilder jobs)
    {
        jobs.MapPost("", StartRetryJobEndpoint.HandleAsync).WithName("StartRetryJob").TakesBody()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        MapChange(jobs.MapPost("/{retryJobId:guid}/resume", ResumeRetryJobEndpoint.HandleAsync).WithName("ResumeRetryJob"));
    }

    private static void MapActions(RouteGroupBuilder jobs)
    {
        MapChange(jobs.MapPost("/{retryJobId:guid}/pause", PauseRetryJobEndpoint.HandleAsync).WithName("PauseRetryJob"));
        MapChange(jobs.MapPost("/{retryJobId:guid}/cancel", CancelRetryJobEndpoint.HandleAsync).WithName("CancelRetryJob"));
    }

    private static void MapChange(RouteHandlerBuilder route) => route.TakesBody()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);
}
