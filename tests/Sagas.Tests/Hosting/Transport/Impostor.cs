using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Hosting.Transport;

/// <summary>Listens where a broker should, with a certificate of the right name that it has made itself.</summary>
internal sealed class Impostor : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate = SelfSigned.ForLocalhost();

    public Impostor() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What the first who connects says once the connection is encrypted; nothing if they hang up.</summary>
    public async Task<string> FirstWordsAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync();
        await using var encrypted = new SslStream(client.GetStream());
        var words = new byte[4];
        try
        {
            await encrypted.AuthenticateAsServerAsync(_certificate);
            return Encoding.ASCII.GetString(
                words, 0, await encrypted.ReadAtLeastAsync(words, words.Length, throwOnEndOfStream: false));
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException)
        {
            return "";
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _certificate.Dispose();
    }
}
