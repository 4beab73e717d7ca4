namespace Sagas.Hosting.Startup;

/// <summary>Knows whether the service has started.</summary>
internal sealed class StartupProgress : IHostedLifecycleService
{
    /// <summary>Whether everything has started, the web server included.</summary>
    public bool HasStarted { get; private set; }

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        HasStarted = true;
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
}
