using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Sagas.Chaos.Servers;

/// <summary>One connection through a proxy. What arrives on one side leaves on the other after a delay.</summary>
internal sealed class ProxiedConnection(TcpClient caller, Func<TimeSpan> delay)
{
    private const int BufferSize = 64 * 1024;
    private const int PiecesUnderWay = 1024;

    private readonly TcpClient _server = new() { NoDelay = true };
    private readonly CancellationTokenSource _cut = new();

    /// <summary>Ends it without notice, as a broken line does.</summary>
    public void Cut() => _cut.Cancel();

    /// <summary>Ends a connection with a reset instead of closing it properly.</summary>
    public static void Reset(TcpClient client)
    {
        client.LingerState = new LingerOption(enable: true, seconds: 0);
        client.Dispose();
    }

    public async Task RunAsync(int port, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, _cut.Token);
        try
        {
            caller.NoDelay = true;
            await _server.ConnectAsync(IPAddress.Loopback, port, end.Token);
            // When one direction has ended, nothing sensible can come from the other.
            await Task.WhenAny(PumpAsync(caller, _server, end.Token), PumpAsync(_server, caller, end.Token));
        }
        catch (Exception exception) when (IsTheEnd(exception))
        {
            // The server is unavailable; the caller finds its connection closed.
        }

        await end.CancelAsync();
        Reset(caller);
        Reset(_server);
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, CancellationToken cancellationToken)
    {
        var underWay = Channel.CreateBounded<(long Due, byte[] Piece)>(PiecesUnderWay);
        await Task.WhenAll(
            ReadAsync(from, underWay.Writer, cancellationToken), WriteAsync(underWay.Reader, to, cancellationToken));
    }

    private async Task ReadAsync(
        TcpClient from, ChannelWriter<(long Due, byte[] Piece)> underWay, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, cancellationToken) is > 0 and var length)
                await underWay.WriteAsync(
                    (Environment.TickCount64 + (long)delay().TotalMilliseconds, buffer[..length]), cancellationToken);
        }
        catch (Exception exception) when (IsTheEnd(exception))
        {
            // What was read before is still delivered.
        }

        underWay.Complete();
    }

    private static async Task WriteAsync(
        ChannelReader<(long Due, byte[] Piece)> underWay, TcpClient to, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var (due, piece) in underWay.ReadAllAsync(cancellationToken))
            {
                await Pause.ForAsync(TimeSpan.FromMilliseconds(due - Environment.TickCount64), cancellationToken);
                await to.GetStream().WriteAsync(piece, cancellationToken);
            }
        }
        catch (Exception exception) when (IsTheEnd(exception))
        {
            // The receiver is gone.
        }
    }

    private static bool IsTheEnd(Exception exception) =>
        exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException
            or InvalidOperationException;
}
