using Microsoft.Extensions.Options;

namespace Sagas.Hosting.Startup;

/// <summary>
/// Ends the process if stopping takes longer than anything is given. A server that neither answers nor refuses holds on to
/// whoever waits for it, and some libraries wait without listening to anybody: Npgsql for the server to confirm that a query is
/// canceled. Nothing is lost by it, as nothing is lost by <c>kill -9</c>.
/// </summary>
internal static class LastResort
{
    // Whoever listens to the host's limit has this long to end.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>Sees to it that a stop comes to an end.</summary>
    /// <param name="app">The service, not started.</param>
    public static void EndInTime(this WebApplication app)
    {
        // A test that has the service in its own process would be ended with it.
        if (!OwnProcess.IsThis)
            return;
        var limit = app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout + Margin;
        var timer = app.Services.GetRequiredService<TimeProvider>().CreateTimer(
            End, limit, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        app.Lifetime.ApplicationStopping.Register(() => timer.Change(limit, Timeout.InfiniteTimeSpan));
    }

    // The log may be among what hangs.
    private static void End(object? limit)
    {
        Console.Error.WriteLine(
            $"Something did not come to an end within {limit:c} after the service was told to stop, and is given up. Nothing is lost: "
            + "messages that were being handled are delivered again.");
        Environment.Exit(0);
    }
}
