using System.Net;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sagas.Access.Callers;
using Sagas.Access.Limits;
using Sagas.Hosting.Database;
using Sagas.Tests.Harness;
using Sagas.Tests.Time;

namespace Sagas.Tests.Access.World;

/// <summary>
/// The service as the program composes it, on a real web server, without its bus. A header says which address a request seems
/// to come from, and behind every policy lies a route that tells who came through.
/// </summary>
internal sealed class GuardedService : WebApplicationFactory<Program>
{
    public const string FromHeader = "X-Test-From";
    public const string FormProbe = "/operations/probes/form";
    public const string Elsewhere = "203.0.113.7";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sagas-access-");
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);
    private readonly CollectingLoggerProvider _log = new();

    public GuardedService(params IEnumerable<(string Key, string Value)> settings) : this(database: null, settings)
    {
    }

    /// <summary>Another instance on the same database.</summary>
    public GuardedService(GuardedService other, params (string Key, string Value)[] settings)
        : this(other.Database, other._settings.Select(setting => (setting.Key, setting.Value)).Concat(settings))
    {
    }

    private GuardedService(string? database, IEnumerable<(string Key, string Value)> settings)
    {
        Database = database ?? Path.Combine(_directory.FullName, "sagas.db");
        foreach (var (key, value) in settings)
            _settings[key] = value;
        _settings["ConnectionStrings:Sagas"] = $"Data Source={Database}";
        _settings["urls"] = "http://127.0.0.1:0";
        UseKestrel();
        StartServer();
        // Only a client learns the port.
        using var client = CreateClient();
        Address = client.BaseAddress!;
        // A program that does not start says why and ends, which the factory takes for a start.
        Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested
            .ShouldBeTrue("The service has not started; standard error says why.");
    }

    public Uri Address { get; }

    public string Database { get; }

    public ManualTimeProvider Time { get; } = new();

    /// <summary>Everything that was logged, at every level.</summary>
    public IReadOnlyList<string> Log => _log.Lines;

    /// <summary>Where a route lies behind a policy.</summary>
    public static string ProbeOf(string policy) => $"/operations/probes/{policy}";

    /// <summary>A browser or program with cookies of its own.</summary>
    public Visitor Visit() => new(Address);

    public async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var visitor = Visit();
        return await visitor.SendAsync(HttpMethod.Get, path, null, headers);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] headers)
    {
        using var visitor = Visit();
        return await visitor.SendAsync(HttpMethod.Post, path, null, headers);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(_log).SetMinimumLevel(LogLevel.Trace)
            .AddFilter<CollectingLoggerProvider>(null, LogLevel.Trace));
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
            services.AddSingleton<IStartupFilter, Probes>();
            services.RemoveMassTransitHostedService();
            // Without its bus, another instance may be beside it on the same file.
            // The program rehearses listening with a server that has no such service, and may be composed by this as well.
            foreach (var held in services.Where(service => service.ServiceType == typeof(IHostedService)
                && service.ImplementationFactory?.Method.ReturnType == typeof(DatabaseFile)).ToList())
                services.Remove(held);
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _log.Dispose();
        await using (var connection = new SqliteConnection(_settings["ConnectionStrings:Sagas"]))
            SqliteConnection.ClearPool(connection);
        _directory.Delete(recursive: true);
    }

    private sealed class Probes : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, inner) =>
            {
                if (http.Request.Headers[FromHeader] is [{ } address])
                    http.Connection.RemoteIpAddress = IPAddress.Parse(address);
                return inner(http);
            });
            next(app);
            // What the service has no route for comes here.
            app.UseRouting();
            app.UseAuthorization();
            app.UseRateLimiter();
            app.UseAntiforgery();
            app.UseEndpoints(routes =>
            {
                routes.MapPost(FormProbe, ([FromForm] string text) => text).RequireAuthorization(AccessPolicies.OperationsAct)
                    .RequireRateLimiting(AccessLimits.Actions);
                foreach (var policy in AccessPolicies.All)
                {
                    routes.MapGet(ProbeOf(policy), (HttpContext http) => Actor.NameOf(http.User)).RequireAuthorization(policy);
                    routes.MapPost(ProbeOf(policy), (HttpContext http) => Actor.NameOf(http.User))
                        .RequireAuthorization(policy).RequireRateLimiting(AccessLimits.Actions);
                }
            });
        };
    }
}
