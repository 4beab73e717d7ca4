using System.Net.Sockets;
using Sagas.Chaos.Faults;
using Sagas.Chaos.Outside;
using Sagas.Chaos.Service;
using Sagas.Faults.Clocks;

namespace Sagas.Chaos.Worlds;

/// <summary>The service, everything that it needs, and what disturbs it.</summary>
internal abstract class World : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    /// <summary>The directory for everything that is removed after the run.</summary>
    protected DirectoryInfo Scratch { get; } = Directory.CreateTempSubdirectory("sagas-chaos-");

    /// <summary>The clock of all instances.</summary>
    protected abstract ClockFile Clock { get; }

    public abstract IReadOnlyList<ServiceInstance> Instances { get; }

    /// <summary>The program for commands, on undisturbed connections.</summary>
    public abstract ServiceProgram Program { get; }

    public abstract StoredOrders Stored { get; }

    /// <summary>Arguments that tell <c>verify</c> where outsiders have recorded what they saw.</summary>
    public abstract IReadOnlyList<string> Evidence { get; }

    /// <summary>Injects a planned fault; returns when it is over.</summary>
    public abstract Task InjectAsync(PlannedFault fault, CancellationToken cancellationToken);

    /// <summary>What foreign clients have published that makes no sense, and the broker has confirmed.</summary>
    public virtual IReadOnlyList<NonsenseMessage> Nonsense => [];

    /// <summary>Charges that were not what was asked for, and were not given back.</summary>
    public virtual IReadOnlyList<Charge> KeptByMistake => [];

    /// <summary>Publishes what makes no sense, as foreign clients do, until told to stop.</summary>
    public virtual Task DisturbAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether no message is where the database cannot see it.</summary>
    public abstract Task<bool> IsQuietAsync(CancellationToken cancellationToken);

    /// <summary>Finds orders that were charged more than once, according to whoever takes the money.</summary>
    public abstract Task<IReadOnlyList<Guid>> FindDoubleChargesAsync(CancellationToken cancellationToken);

    /// <summary>Facts without which a result is worth nothing.</summary>
    public abstract Task<IReadOnlyDictionary<string, string>> ReadFactsAsync(CancellationToken cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in Instances)
            await instance.DisposeAsync();
        await StopServersAsync();
        Scratch.Delete(recursive: true);
    }

    /// <summary>Stops the servers that the instances used, after the instances have ended.</summary>
    protected virtual Task StopServersAsync() => Task.CompletedTask;

    /// <summary>Starts the instances and waits until each is ready.</summary>
    protected async Task StartInstancesAsync(CancellationToken cancellationToken)
    {
        foreach (var instance in Instances)
            instance.Start();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        if (!await Pause.UntilAsync(() => AreReadyAsync(http, cancellationToken), StartLimit, cancellationToken))
            throw new TimeoutException($"The service was not ready within {StartLimit}; see the logs of its instances.");
    }

    private async Task<bool> AreReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var instance in Instances)
            {
                using var answer = await http.GetAsync(new Uri(instance.Address, "/health/ready"), cancellationToken);
                // Degraded is not enough: the broker must be available as well.
                if (!answer.IsSuccessStatusCode || !(await answer.Content.ReadAsStringAsync(cancellationToken))
                    .Contains("\"Healthy\"", StringComparison.Ordinal))
                    return false;
            }

            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException
            or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
