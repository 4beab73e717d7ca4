using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sagas.Tests.Harness;

/// <summary>The least of a mail server, on a free local port: keeps what it is sent, or refuses.</summary>
internal sealed class LocalSmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _mails = new();
    private readonly Task _serving;

    public LocalSmtpServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every mail, as it came: envelope, headers, body.</summary>
    public IReadOnlyList<string> Mails => [.. _mails];

    /// <summary>What is said to a recipient.</summary>
    public string RecipientAnswer { get; set; } = "250 OK";

    /// <summary>What is said to a sender.</summary>
    public string SenderAnswer { get; set; } = "250 OK";

    /// <summary>Takes connections and says nothing.</summary>
    public bool StaysSilent { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task ServeAsync()
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
                conversations.Add(ConverseAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task ConverseAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            if (!StaysSilent)
                await writer.WriteLineAsync("220 sink");
            var envelope = new StringBuilder();
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                if (StaysSilent)
                    continue;
                if (line.StartsWith("MAIL", StringComparison.Ordinal) || line.StartsWith("RCPT", StringComparison.Ordinal))
                    envelope.AppendLine(line);
                if (line is "DATA")
                    await TakeMailAsync(reader, writer, envelope);
                else
                    await writer.WriteLineAsync(AnswerTo(line));
                if (line is "QUIT")
                    return;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client, or the test, is done.
        }
    }

    private async Task TakeMailAsync(StreamReader reader, StreamWriter writer, StringBuilder envelope)
    {
        await writer.WriteLineAsync("354 go on");
        while (await reader.ReadLineAsync(_stop.Token) is { } line and not ".")
            envelope.AppendLine(line);
        _mails.Enqueue(envelope.ToString());
        envelope.Clear();
        await writer.WriteLineAsync("250 taken");
    }

    private string AnswerTo(string line) => line.Split(' ', ':')[0] switch
    {
        "MAIL" => SenderAnswer,
        "RCPT" => RecipientAnswer,
        "QUIT" => "221 bye",
        _ => "250 OK",
    };
}
