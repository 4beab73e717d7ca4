using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Sagas.Tests.Fuzz;

/// <summary>A request byte by byte: no client stands between it and the service and refuses what is wrong.</summary>
/// <param name="Operation">The route that it is about, as the document names it.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">Headers but the length.</param>
/// <param name="Body">The body.</param>
internal sealed record RawRequest(
    string Operation, string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Sends it on a connection of its own and reads the answer, or its beginning if it never ends.</summary>
    public async Task<RawAnswer> SendAsync(Uri service)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(service.Host, service.Port, limit.Token);
        await using var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(ToBytes(service), limit.Token);
            return await RawAnswer.ReadAsync(stream, limit.Token);
        }
        catch (IOException) when (!limit.IsCancellationRequested)
        {
            // The service may have hung up before it had read all that it refuses.
            return RawAnswer.HungUp;
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"There was no answer within {Patience} to {this}", exception);
        }
    }

    public override string ToString()
    {
        var text = Encoding.UTF8.GetString(Body);
        return $"{Method} {Target} [{string.Join("; ", Headers.Select(header => $"{header.Name}: {header.Value}"))}] {(text.Length > 600 ? text[..600] + "…" : text)}";
    }

    private byte[] ToBytes(Uri service)
    {
        var head = new StringBuilder().Append(
            CultureInfo.InvariantCulture, $"{Method} {Target} HTTP/1.1\r\nHost: {service.Authority}\r\nConnection: close\r\n");
        foreach (var (name, value) in Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (Body.Length > 0 || Method == "POST")
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n");
        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. Body];
    }
}
