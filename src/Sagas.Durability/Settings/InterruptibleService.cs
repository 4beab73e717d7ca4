using Microsoft.Extensions.Hosting;

namespace Sagas.Durability.Settings;

/// <summary>
/// A background service that may be interrupted in the middle of anything. Databases and brokers say in their own ways that a
/// call was canceled, and the host would take all but one of them for the failure of a service while it is being stopped.
/// </summary>
internal abstract class InterruptibleService : BackgroundService
{
    /// <inheritdoc />
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // It was to stop, and it has.
        }
    }

    /// <summary>Does the work until it is to stop.</summary>
    /// <param name="stoppingToken">Canceled when the service is to stop.</param>
    protected abstract Task RunAsync(CancellationToken stoppingToken);
}
