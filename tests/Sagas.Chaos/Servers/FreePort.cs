using System.Net;
using System.Net.Sockets;

namespace Sagas.Chaos.Servers;

/// <summary>Finds ports for servers that come and go.</summary>
internal static class FreePort
{
    // Below the ports that the kernel assigns to clients: one of those could be taken while the server is stopped.
    private const int First = 24_000;
    private const int Last = 30_000;

    private static int _next = First + (Environment.ProcessId * 7 % (Last - First));

    public static int Find()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref _next);
            if (port > Last)
                Interlocked.CompareExchange(ref _next, First, port);
            else if (IsFree(port))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
