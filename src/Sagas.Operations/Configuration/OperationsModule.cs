using Microsoft.Extensions.Options;
using Sagas.Access.Callers;
using Sagas.Access.Limits;
using Sagas.Durability.Gauges;
using Sagas.Durability.Receive;
using Sagas.Durability.Registry;
using Sagas.Operations.Alerts;
using Sagas.Operations.Assets;
using Sagas.Operations.DeadLetters;
using Sagas.Operations.Instances;
using Sagas.Operations.Minutes;
using Sagas.Operations.Overview;
using Sagas.Operations.Redaction;
using Sagas.Operations.RetryJobs;
using Sagas.Operations.Sagas;
using Sagas.Operations.Sagas.Timers;
using Sagas.Operations.Shell;
using Sagas.Web.Settings;

namespace Sagas.Operations.Configuration;

/// <summary>What operators see and do: pages, and the same as an API.</summary>
public static class OperationsModule
{
    /// <summary>
    /// Lets operators and other processes see that this process is alive, and what it has paused, even if it serves no pages.
    /// </summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="roles">Its roles, as they are shown.</param>
    /// <returns>The same builder.</returns>
    public static WebApplicationBuilder AddInstanceBeat(this WebApplicationBuilder builder, string roles)
    {
        builder.Services.AddSingleton(provider => ActivatorUtilities.CreateInstance<InstanceBeat>(provider, roles));
        builder.Services.AddHostedService(provider => provider.GetRequiredService<InstanceBeat>());
        builder.Services.AddSingleton<IKnownPauses, KnownPauses>();
        return builder;
    }

    /// <summary>
    /// Reads the settings of pages and API. Processes that have neither read them as well: processes may share their settings.
    /// </summary>
    /// <param name="builder">The application builder.</param>
    /// <returns>The same builder.</returns>
    public static WebApplicationBuilder AddOperationsSettings(this WebApplicationBuilder builder)
    {
        builder.Services.AddStrictOptions<OperationsOptions, OperationsOptions.Validator>(
            builder.Configuration, OperationsOptions.Section);
        builder.Services.AddStrictOptions<RedactionOptions, RedactionOptions.Validator>(
            builder.Configuration, RedactionOptions.Section);
        builder.Services.AddStrictOptions<SagaRegistryOptions>(builder.Configuration, OperationsOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<OperationsOptions>, ExpectedStates>();
        return builder;
    }

    /// <summary>Registers the services that pages and API need. Call it after <see cref="AddOperationsSettings"/>.</summary>
    /// <param name="builder">The application builder.</param>
    /// <returns>The same builder.</returns>
    public static WebApplicationBuilder AddOperations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AlertWatch>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<AlertWatch>());
        builder.Services.AddSingleton<MinuteRecorder>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<MinuteRecorder>());
        builder.Services.AddSingleton<ISampledGauges, AlertGauges>();
        builder.Services.AddRazorComponents();
        builder.AddOperationsApi();
        builder.Services.AddScoped<SagaReader>();
        builder.Services.AddScoped<MessageFinder>();
        builder.Services.AddScoped<SagaMessages>();
        builder.Services.AddScoped<ActionEffects>();
        builder.Services.AddScoped<SagaCommandService>();
        builder.Services.AddScoped<SagaTimerService>();
        builder.Services.AddScoped<AlertService>();
        builder.Services.AddScoped<RetryJobWaits>();
        builder.Services.AddSingleton<OverviewSampler>();
        builder.Services.AddSingleton<PauseWatch>();
        builder.Services.AddSingleton<RenderedOverview>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<OverviewSampler>());
        return builder;
    }

    /// <summary>Maps pages and API.</summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static WebApplication MapOperations(this WebApplication app)
    {
        app.MapAssets();
        app.MapRazorComponents<App>().RequireAuthorization(AccessPolicies.OperationsRead);
        app.MapLostPages(AccessPolicies.OperationsRead);
        app.MapOperationsApi();
        var actions = app.MapGroup("/actions").RequireAuthorization(AccessPolicies.OperationsAct)
            .RequireRateLimiting(AccessLimits.Actions);
        actions.MapSampleActions();
        actions.MapSagaActions();
        actions.MapTimerActions();
        actions.MapAlertActions();
        actions.MapLetterActions();
        actions.MapJobActions();
        app.MapGroup("/actions").RequireAuthorization(AccessPolicies.OperationsAdmin).RequireRateLimiting(AccessLimits.Actions)
            .MapJobMassActions();
        return app;
    }
}
