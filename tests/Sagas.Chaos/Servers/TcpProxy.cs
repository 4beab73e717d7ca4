using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Sagas.Chaos.Servers;

/// <summary>A proxy between the instances and a server: it can be slow, cut every connection, and refuse new ones.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<ProxiedConnection, Task> _connections = new();
    private readonly int _target;
    private readonly Task _accepting;
    private long _delayTicks;
    private volatile bool _refuses;

    /// <summary>Starts at once.</summary>
    /// <param name="target">The server's port.</param>
    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>By how much round trips are delayed, half of it each way.</summary>
    public TimeSpan Delay
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _delayTicks));
        set => Interlocked.Exchange(ref _delayTicks, value.Ticks);
    }

    /// <summary>Cuts all connections and refuses new ones.</summary>
    public void Cut()
    {
        _refuses = true;
        foreach (var connection in _connections.Keys)
            connection.Cut();
    }

    /// <summary>Lets connections through again.</summary>
    public void Mend() => _refuses = false;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        Cut();
        await _accepting;
        await Task.WhenAll(_connections.Values);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                Forward(await _listener.AcceptTcpClientAsync(_stopping.Token));
            }
            catch (Exception exception)
                when (exception is OperationCanceledException or SocketException or InvalidOperationException)
            {
                // Stopped, or the caller left before it was accepted.
            }
        }
    }

    private void Forward(TcpClient caller)
    {
        if (_refuses)
        {
            ProxiedConnection.Reset(caller);
            return;
        }

        var connection = new ProxiedConnection(caller, () => Delay / 2);
        _connections[connection] = Task.Run(async () =>
        {
            await connection.RunAsync(_target, _stopping.Token);
            _connections.TryRemove(connection, out _);
        });
        // Cut may have been called between the check above and the registration.
        if (_refuses)
            connection.Cut();
    }
}
