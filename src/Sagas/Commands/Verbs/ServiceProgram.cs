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
        try
        {
            return await work(compose([.. Settings, .. further]));
        }
        catch (Exception exception) when (StartupRefusal.Explains(exception))
        {
            return refused;
        }
    }
}
