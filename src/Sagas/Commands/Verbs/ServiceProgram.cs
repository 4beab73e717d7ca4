using Sagas.Commands.Help;
using Sagas.Hosting.Startup;

namespace Sagas.Commands.Verbs;

/// <summary>The service as Program.cs composes it, for the verbs that need it.</summary>
/// <param name="compose">Composes it with settings of the command line; nothing is started.</param>
/// <param name="run">Runs it until it is told to stop.</param>
internal sealed class ServiceProgram(Func<string[], WebApplication> compose, Func<WebApplication, Task> run)
{
    /// <summary>The settings on the command line, once it has been read.</summary>
    public IReadOnlyList<string> Settings { get; set; } = [];

    /// <summary>Runs it until it is told to stop.</summary>
    /// <param name="app">The service.</param>
    /// <returns>A task that ends with it.</returns>
    public Task RunAsync(WebApplication app) => run(app);

    /// <summary>Composes it and does something with it.</summary>
    /// <param name="work">What is done; it returns the exit code.</param>
    /// <param name="refused">The exit code if the configuration is refused.</param>
    /// <param name="further">Settings besides those of the command line.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> UseAsync(Func<WebApplication, Task<int>> work, int refused, params string[] further)
    {
        // The application is gone by the time when an error is told.
        var started = CancellationToken.None;
        try
        {
            var app = compose([.. Settings, .. further]);
            started = app.Lifetime.ApplicationStarted;
            return await work(app);
        }
        catch (Exception exception) when (!started.IsCancellationRequested)
        {
            StartupRefusal.Explain(exception);
            return refused;
        }
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync($"Sagas has ended because of an error: {exception}");
            return ExitCodes.Failed;
        }
    }
}
