using Sagas.Durability.Catalogue;
using Sagas.Durability.Monitoring;
using Sagas.Hosting;
using Sagas.Hosting.Access;
using Sagas.Hosting.Access.Limits;
using Sagas.Operations.Alerts;
using Sagas.Operations.Api;
using Sagas.Operations.Api.Timers;
using Sagas.Operations.Commands;
using Sagas.Operations.Details;
using Sagas.Operations.Instances;
using Sagas.Operations.Overviews;
using Sagas.Operations.Pages;

namespace Sagas.Operations;

/// <summary>What operators see and do: pages, and the same as an API.</summary>
public static class OperationsModule
{
    /// <summary>Lets operators see that this process is there, also if it serves no pages.</summary>
    /// <param name="builder">The program.</param>
    /// <param name="roles">What it does, as it is shown.</param>
    /// <returns>The same builder.</returns>
    public static WebApplicationBuilder AddInstanceBeat(this WebApplicationBuilder builder, string roles)
    {
        builder.Services.AddSingleton(provider => ActivatorUtilities.CreateInstance<InstanceBeat>(provider, roles));
        builder.Services.AddHostedService(provider => provider.GetRequiredService<InstanceBeat>());
        return builder;
    }

    /// <summary>Registers what pages and API need.</summary>
    /// <param name="builder">The program.</param>
    /// <returns>The same builder.</returns>
    public static WebApplicationBuilder AddOperations(this WebApplicationBuilder builder)
    {
        builder.Services.AddStrictOptions<OperationsOptions, OperationsOptions.Validator>(builder.Configuration, OperationsOptions.Section);
        builder.Services.Configure<SagaCatalogueOptions>(builder.Configuration.GetSection(OperationsOptions.Section));
        builder.Services.AddSingleton<AlertWatch>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<AlertWatch>());
        builder.Services.AddSingleton<ISampledGauges, AlertGauges>();
        builder.Services.AddRazorComponents();
        builder.AddOperationsApi();
        builder.Services.AddScoped<SagaReader>();
        builder.Services.AddScoped<MessageFinder>();
        builder.Services.AddScoped<SagaMessages>();
        builder.Services.AddScoped<SagaDesk>();
        builder.Services.AddScoped<SagaTimers>();
        builder.Services.AddScoped<AlertDesk>();
        builder.Services.AddSingleton<OverviewSampler>();
        builder.Services.AddSingleton<RenderedOverview>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<OverviewSampler>());
        return builder;
    }

    /// <summary>Maps pages and API.</summary>
    /// <param name="app">The program.</param>
    /// <returns>The same program.</returns>
    public static WebApplication MapOperations(this WebApplication app)
    {
        app.MapAssets();
        app.MapRazorComponents<App>().RequireAuthorization(AccessPolicies.OperationsRead);
        app.MapOperationsApi();
        var actions = app.MapGroup("/actions").RequireAuthorization(AccessPolicies.OperationsAct).RequireRateLimiting(AccessLimits.Actions);
        actions.MapSampleActions();
        actions.MapSagaActions();
        actions.MapTimerActions();
        actions.MapAlertActions();
        actions.MapLetterActions();
        actions.MapJobActions();
        app.MapGroup("/actions").RequireAuthorization(AccessPolicies.OperationsAdmin).RequireRateLimiting(AccessLimits.Actions).MapJobMassActions();
        return app;
    }
}
