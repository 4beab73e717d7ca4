using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Sagas.Web.Settings;
using Sagas.Web.Text;

namespace Sagas.Hosting.Startup;

/// <summary>Logs, once the service is listening, where it can be reached and what it runs on.</summary>
internal class StartupBanner(IServer server, IConfiguration configuration, IEnumerable<StartupFact> facts, ILoggerFactory loggers)
    : IHostedLifecycleService
{
    private readonly ILogger _logger = loggers.CreateLogger("Sagas");

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var roles = configuration.GetRoles();
        foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            var reachable = Reachable(address);
            if (roles.HasFlag(Role.Operations))
                Say("Pages", reachable);
            if (roles.HasFlag(Role.Api))
                Say("API", $"{reachable}/orders");
            if ((roles & (Role.Api | Role.Operations)) != Role.None)
                Say("Swagger", $"{reachable}/swagger");
            else
                Say("Health", $"{reachable}/health/ready");
        }

        foreach (var fact in facts)
            Say(fact.Label, fact.Text);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Say(string label, string text) =>
        _logger.LogInformation("{Label,-10} {Text}", label, SecretPatterns.HideCredentialsIn(text));

    // An address to listen on, such as http://[::]:8080, cannot be opened in a browser.
    private static string Reachable(string address) => address
        .Replace("[::]", "localhost", StringComparison.Ordinal)
        .Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
        .Replace("//+", "//localhost", StringComparison.Ordinal)
        .Replace("//*", "//localhost", StringComparison.Ordinal)
        .TrimEnd('/');
}
