using Microsoft.Extensions.Options;
using Sagas.Contracts;
using Sagas.Durability.Configuration;
using Sagas.Hosting;
using Sagas.Hosting.Access;
using Sagas.Hosting.Access.Limits;
using Sagas.Operations.Api.Documentation;
using Sagas.Operations.Overviews;
using Sagas.Operations.Secrets;

namespace Sagas.Operations.Api;

/// <summary>The API of the operators.</summary>
public static class OperationsApi
{
    /// <summary>Registers what the routes need.</summary>
    /// <param name="builder">The program.</param>
    /// <returns>The same builder.</returns>
    public static WebApplicationBuilder AddOperationsApi(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddStrictOptions<SecretsOptions, SecretsOptions.Validator>(builder.Configuration, SecretsOptions.Section);
        services.AddSingleton(provider => new JsonMask(provider.GetRequiredService<IOptions<SecretsOptions>>().Value.MaskedProperties ?? []));
        services.AddSingleton<LetterMask>();
        // Who serves operators alone consumes nothing, and checks what they change all the same.
        services.Configure<DurabilityOptions>(durability => durability.KnowMessagesOf(typeof(Endpoints).Assembly));
        services.ConfigureSwaggerGen(swagger => swagger.OperationFilter<OperationsSwagger>());
        return builder;
    }

    /// <summary>Maps the routes: those that look are one group, those that change something another, and a third those that change many things.</summary>
    /// <param name="routes">The routes.</param>
    /// <returns>The same routes.</returns>
    public static IEndpointRouteBuilder MapOperationsApi(this IEndpointRouteBuilder routes)
    {
        var reads = routes.MapGroup("/operations").ProducesFailures().RequireAuthorization(AccessPolicies.OperationsRead);
        var actions = routes.MapGroup("/operations").ProducesFailures()
            .RequireAuthorization(AccessPolicies.OperationsAct).RequireRateLimiting(AccessLimits.Actions);
        var massActions = routes.MapGroup("/operations").ProducesFailures()
            .RequireAuthorization(AccessPolicies.OperationsAdmin).RequireRateLimiting(AccessLimits.Actions);
        OverviewApi.MapOverview(reads);
        SagasApi.MapSagas(reads, actions);
        AlertsApi.MapAlerts(reads, actions);
        DeadLettersApi.MapDeadLetters(reads, actions);
        RetryJobsApi.MapRetryJobs(reads, actions, massActions);
        AuditApi.MapAudit(reads);
        return routes;
    }

    private static RouteGroupBuilder ProducesFailures(this RouteGroupBuilder group) => group
        .ProducesProblem(StatusCodes.Status500InternalServerError)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}
