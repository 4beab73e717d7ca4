using System.Diagnostics;

namespace Sagas.Tests.Interop;

/// <summary>
/// Programs that speak AMQP and share nothing with the service: Python with pika (<c>wire.py</c>), and the tools of librabbitmq.
/// </summary>
internal sealed class ForeignWire : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private ForeignWire(string program, params IEnumerable<string> arguments)
    {
        _process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Binds a queue of its own to an exchange.</summary>
    public static async Task<ForeignWire> ListenAsync(Uri broker, string exchange)
    {
        var client = new ForeignWire(Python, Script, "listen", broker.OriginalString, exchange);
        (await client.ReadLineAsync()).ShouldBe("ready");
        return client;
    }

    /// <summary>Publishes messages as they are.</summary>
    public static Task PublishAsync(Uri broker, string exchange, IEnumerable<WireMessage> messages) => RunAsync(
        System.Text.Encoding.UTF8.GetBytes(string.Concat(messages.Select(message => message.Write() + '\n'))),
        Python, Script, "publish", broker.OriginalString, exchange);

    /// <summary>Runs a program with an input to its end.</summary>
    /// <returns>What it has printed, byte by byte.</returns>
    public static async Task<byte[]> RunAsync(byte[] input, string program, params IEnumerable<string> arguments)
    {
        using var client = new ForeignWire(program, arguments);
        using var output = new MemoryStream();
#pragma warning disable CA2025 // It is awaited below; when something fails before, the process is killed, which ends it.
        var printed = client._process.StandardOutput.BaseStream.CopyToAsync(output);
#pragma warning restore CA2025
        await client._process.StandardInput.BaseStream.WriteAsync(input);
        client._process.StandardInput.Close();
        await client._process.WaitForExitAsync().WaitAsync(Deadline);
        client._process.ExitCode.ShouldBe(0, await client._errors);
        await printed;
        return output.ToArray();
    }

    /// <summary>The next message that the listener has got.</summary>
    public async Task<WireMessage> NextAsync() => WireMessage.Read(await ReadLineAsync());

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static string Python => Environment.GetEnvironmentVariable("SAGAS_TEST_PYTHON") is { Length: > 0 } named
        ? named
        : "/usr/bin/python3";

    private static string Script => Path.Combine(AppContext.BaseDirectory, "wire.py");

    private async Task<string> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync().WaitAsync(Deadline)
        ?? throw new InvalidOperationException($"The client has ended: {await _errors}");
}
