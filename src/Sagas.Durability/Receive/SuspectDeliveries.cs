using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sagas.Durability.Commit;

namespace Sagas.Durability.Receive;

/// <summary>
/// The suspect deliveries of a process. A death is that of the whole process, so that suspects of all its queues share few
/// places. When the process is stopped, none of them is to blame for its end, however that comes.
/// </summary>
internal sealed class SuspectDeliveries(IServiceProvider services, ILogger<SuspectDeliveries> logger) : IHostedService
{
    private readonly ConcurrentDictionary<SuspectDelivery, byte> _held = new();
    private readonly ConcurrentDictionary<(Guid, string), byte> _underWay = new();
    private readonly PoisonMessageLimiter _places = new();
    private volatile bool _isStopping;

    /// <summary>Waits until at most this many suspects are being handled, including this one.</summary>
    public Task<IDisposable> EnterAsync(int company, CancellationToken cancellationToken) =>
        _places.EnterAsync(company, cancellationToken);

    /// <summary>Adds one whose code is about to run.</summary>
    /// <returns>False if the process is being stopped, and nothing is held for suspect any more.</returns>
    public bool TryAdd(SuspectDelivery delivery) => !_isStopping && _held.TryAdd(delivery, 0);

    public void Remove(SuspectDelivery delivery) => _held.TryRemove(delivery, out _);

    /// <summary>Begins to handle a message that is delivered again.</summary>
    /// <returns>
    /// False if this process is still handling an earlier delivery: it has lost its connection, not its life.
    /// </returns>
    public bool TryBegin((Guid MessageId, string Prefix) message) => _underWay.TryAdd(message, 0);

    public void End((Guid MessageId, string Prefix) message) => _underWay.TryRemove(message, out _);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        var unit = new UnitOfWork();
        unit.Forgotten.AddRange(_held.Keys.Select(delivery => delivery.Claim));
        if (unit.Forgotten.Count == 0)
            return;
        try
        {
            await ((ICommitter)services.GetService(typeof(ICommitter))!).CommitAsync(unit, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(
                exception, "{Count} deliveries stay counted although the process is being stopped", unit.Forgotten.Count);
        }
    }
}
