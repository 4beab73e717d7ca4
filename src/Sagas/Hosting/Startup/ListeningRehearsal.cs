using System.Diagnostics.Metrics;
using Sagas.Web.Settings;

namespace Sagas.Hosting.Startup;

/// <summary>
/// Finds out whether the service will be able to listen before it touches anything else. The web server starts last, and what it
/// does not like (a port in use, a certificate that is missing) only it knows: so it listens for a moment.
/// </summary>
internal static class ListeningRehearsal
{
    /// <summary>Listens where the service will, answers 503 for a moment, and stops.</summary>
    /// <param name="app">The service, not started.</param>
    /// <returns>A task that completes when the addresses are free again.</returns>
    /// <exception cref="StartFailedException">The service could not listen there.</exception>
    public static async Task RehearseListeningAsync(this WebApplication app)
    {
        // Whoever has the service in a process of their own may have put something else in place of the web server, and may watch
        // for hosts that are built, of which this would be one too many.
        if (!OwnProcess.IsThis)
            return;
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = app.Environment.ContentRootPath });
        builder.Configuration.AddConfiguration(app.Configuration);
        builder.Services.AddSingleton<IHostLifetime, Moment>();
        builder.Services.AddSingleton<IMeterFactory, UnheardMeters>();
        builder.WebHost.UseKestrel((context, kestrel) => kestrel.Configure(context.Configuration.GetSection("Kestrel")));
        await using var rehearsal = builder.Build();
        rehearsal.Run(http =>
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
        try
        {
            await rehearsal.StartAsync();
        }
        catch (Exception exception)
        {
            // What the web server itself says names the address.
            throw new StartFailedException(
                exception.Message.StartsWith("Failed to bind", StringComparison.Ordinal)
                    ? exception.Message
                    : $"The service cannot listen: {StartupRefusal.Sentence(exception)}",
                exception);
        }

        await rehearsal.StopAsync();
    }

    // OpenTelemetry takes two meters with one name for one, and is done with both when the first one ends: under the web server's
    // own name, a rehearsal would silence it for good.
    private sealed class UnheardMeters : IMeterFactory
    {
        private readonly Meter _meter = new("Sagas.ListeningRehearsal");

        public Meter Create(MeterOptions options) => _meter;

        public void Dispose() => _meter.Dispose();
    }

    // The moment is too short to be told to stop.
    private sealed class Moment : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
