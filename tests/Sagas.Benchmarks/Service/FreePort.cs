using System.Net;
using System.Net.Sockets;

namespace Sagas.Benchmarks.Service;

/// <summary>Finds a port of the loopback interface that nobody listens on.</summary>
internal static class FreePort
{
    public static Uri FindAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri(FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));
    }
}
