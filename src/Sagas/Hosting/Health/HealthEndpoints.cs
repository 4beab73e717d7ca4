using System.Net;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sagas.Access.Callers;
using Sagas.Access.Settings;
using Sagas.Durability.Commit;
using Sagas.Web.Text;

namespace Sagas.Hosting.Health;

/// <summary>What orchestrators ask: whether the process is alive, and whether it can accept work.</summary>
internal static class HealthEndpoints
{
    private const string Ready = "ready";

    /// <summary>
    /// Registers the database's health check. Call it before <c>AddProblems</c>: the first handler that knows why something has
    /// failed tells it. MassTransit registers its own with the same tag.
    /// </summary>
    public static WebApplicationBuilder AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DatabaseCondition>();
        builder.Services.AddSingleton<DatabaseGuard>();
        builder.Services.AddSingleton<IExceptionHandler>(provider => provider.GetRequiredService<DatabaseGuard>());
        builder.Services.AddHealthChecks()
            .AddCheck<HealthOfDatabase>("database", tags: [Ready], timeout: TimeSpan.FromSeconds(5))
            .AddCheck<HealthOfQueues>("queues", tags: [Ready]);
        return builder;
    }

    /// <summary>Lets requests be refused while the database is not in order. Call it after adding the database.</summary>
    public static WebApplicationBuilder AddDatabaseGuard(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<RequestUnitOfWork>();
        builder.Services.AddScoped<IUnitOfWork, GuardedUnitOfWork>();
        return builder;
    }

    /// <summary>Refuses what would be stored while the database is not in order.</summary>
    public static WebApplication UseDatabaseGuard(this WebApplication app)
    {
        app.UseMiddleware<DatabaseGuard>();
        return app;
    }

    /// <summary>Maps the two routes.</summary>
    public static RouteGroupBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Health");
        group.MapGet("/live", Live).WithName("Live");
        group.MapGet("/ready", ReadyAsync).WithName("Ready")
            .Produces<HealthView>(StatusCodes.Status503ServiceUnavailable);
        return group;
    }

    /// <summary>Is the process alive</summary>
    /// <remarks>Answers as long as the process answers at all; restart it when it does not.</remarks>
    /// <response code="200">It is.</response>
    internal static Ok<HealthView> Live() =>
        TypedResults.Ok(
            new HealthView(nameof(HealthStatus.Healthy), new Dictionary<string, HealthEntryView>(StringComparer.Ordinal)));

    /// <summary>Can the service take work</summary>
    /// <remarks>
    /// Writes to the database and looks at the message bus, every few seconds at most. Send no traffic to an instance that is
    /// not ready.
    /// </remarks>
    /// <response code="200">It can.</response>
    /// <response code="503">It cannot; the entries say which part, and to operators why.</response>
    internal static async Task<Results<Ok<HealthView>, JsonHttpResult<HealthView>>> ReadyAsync(
        HealthCheckService health,
        HttpContext http)
    {
        var report = await health.CheckHealthAsync(check => check.Tags.Contains(Ready), http.RequestAborted);
        var isTrusted = IsTrusted(http);
        var view = new HealthView(report.Status.ToString(), report.Entries.ToDictionary(
            entry => entry.Key,
            entry =>
                new HealthEntryView(
                    entry.Value.Status.ToString(), Describe(entry.Value, isTrusted), entry.Value.Duration.TotalMilliseconds),
            StringComparer.Ordinal));
        return report.Status == HealthStatus.Unhealthy
            ? TypedResults.Json(view, statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.Ok(view);
    }

    // The innermost exception says what is wrong, such as a refused connection; those around it only repeat addresses. Both name
    // servers and users, which is nothing for passers-by: they learn which part is unwell, and operators read the rest here, on
    // the overview, or in the log.
    private static string? Describe(HealthReportEntry entry, bool isTrusted) => (entry.Exception, isTrusted) switch
    {
        (_, false) when entry.Status != HealthStatus.Healthy => null,
        ({ } exception, true) => SecretPatterns.HideIn(
            $"{entry.Description?.TrimEnd(' ', ':')}: {exception.GetBaseException().Message}"),
        _ => entry.Description,
    };

    // Where no access is configured, who is on the same machine may see everything.
    private static bool IsTrusted(HttpContext http) =>
        AccessPolicies.Roles(AccessPolicies.OperationsRead).Any(http.User.IsInRole)
        || (!AccessOptions.AreSet(http.RequestServices.GetRequiredService<IConfiguration>())
            && (http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address)));
}
