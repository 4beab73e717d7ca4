using Microsoft.Extensions.Options;
using Sagas.Access.Callers;
using Sagas.Access.Limits;
using Sagas.Operations.Alerts;
using Sagas.Operations.Audit;
using Sagas.Operations.DeadLetters;
using Sagas.Operations.Minutes;
using Sagas.Operations.Overview;
using Sagas.Operations.Redaction;
using Sagas.Operations.RetryJobs;
using Sagas.Operations.Sagas;
using Sagas.Operations.Search;
using Sagas.Operations.Swagger;
using Sagas.Web.Requests;

namespace Sagas.Operations.Configuration;

/// <summary>The operators' API.</summary>
public static class OperationsApi
{
    /// <summary>Registers the services that the routes need.</summary>
    /// <param name="builder">The application builder.</param>
    /// <returns>The same builder.</returns>
    public static WebApplicationBuilder AddOperationsApi(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(
            provider => new JsonRedactor(provider.GetRequiredService<IOptions<RedactionOptions>>().Value.MaskedProperties ?? []));
        services.AddScoped<SecretsOfSagas>();
        services.AddScoped<SagaSummaries>();
        services.AddScoped<DeadLetterRedactor>();
        services.AddScoped<SagasOfLetters>();
        services.AddScoped<GroupsOfLetters>();
        services.AddScoped<WorthwhileLetters>();
        services.AddScoped<AuditRedactor>();
        services.AddScoped<AlertRedactor>();
        services.AddScoped<StuckGroups>();
        services.AddScoped<SagaMasks>();
        services.AddScoped<SagasSearched>();
        services.AddScoped<LettersSearched>();
        services.AddScoped<JobsSearched>();
        services.AddScoped<StepsSearched>();
        services.AddScoped<Searcher>();
        services.AddScoped<ShiftSummary>();
        services.AddSingleton<RecordedHistory>();
        services.ConfigureSwaggerGen(swagger => swagger.OperationFilter<OperationsSwagger>());
        return builder;
    }

    /// <summary>Maps the routes in three groups: those that read, those that change something, those that change a lot.</summary>
    /// <param name="routes">The route builder.</param>
    /// <returns>The same route builder.</returns>
    public static IEndpointRouteBuilder MapOperationsApi(this IEndpointRouteBuilder routes)
    {
        var reads = routes.MapGroup("/operations").ProducesFailures().RequireAuthorization(AccessPolicies.OperationsRead);
        var actions = routes.MapGroup("/operations").ProducesFailures()
            .RequireAuthorization(AccessPolicies.OperationsAct).RequireRateLimiting(AccessLimits.Actions);
        var massActions = routes.MapGroup("/operations").ProducesFailures()
            .RequireAuthorization(AccessPolicies.OperationsAdmin).RequireRateLimiting(AccessLimits.Actions);
        OverviewApi.MapOverview(reads);
        SearchApi.MapSearch(reads);
        HistoryApi.MapHistory(reads);
        SagasApi.MapSagas(reads, actions);
        AlertsApi.MapAlerts(reads, actions);
        DeadLettersApi.MapDeadLetters(reads, actions);
        RetryJobsApi.MapRetryJobs(reads, actions, massActions);
        AuditApi.MapAudit(reads);
        return routes;
    }

    private static RouteGroupBuilder ProducesFailures(this RouteGroupBuilder group) => group
        .RefusesUnknownParameters()
        .ProducesProblem(StatusCodes.Status500InternalServerError)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}
