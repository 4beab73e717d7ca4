using System.Diagnostics;
using System.Text.Json;

namespace Sagas.Tests.Interop;

/// <summary>
/// Python and pika: a client that shares nothing with the service. <c>SAGAS_TEST_PYTHON</c> names the interpreter.
/// </summary>
internal sealed class ForeignClient : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private ForeignClient(params string[] arguments)
    {
        var python = Environment.GetEnvironmentVariable("SAGAS_TEST_PYTHON") is { Length: > 0 } named
            ? named
            : "/usr/bin/python3";
        _process = Process.Start(new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "orders.py"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Binds a queue of its own to the events of the orders.</summary>
    public static async Task<ForeignClient> ListenAsync(Uri broker)
    {
        var client = new ForeignClient("listen", broker.OriginalString);
        (await client.ReadLineAsync()).ShouldBe("ready");
        return client;
    }

    /// <summary>Publishes a body as it is.</summary>
    public static async Task PublishAsync(Uri broker, string exchange, string contentType, string body, Guid? messageId = null)
    {
        using var client = new ForeignClient(
            "publish", broker.OriginalString, exchange, contentType, messageId?.ToString() ?? "");
        await client._process.StandardInput.WriteAsync(body);
        client._process.StandardInput.Close();
        await client._process.WaitForExitAsync().WaitAsync(Deadline);
        client._process.ExitCode.ShouldBe(0, await client._errors);
    }

    /// <summary>The next event that the listener has got.</summary>
    public async Task<ForeignEvent> NextAsync() =>
        JsonSerializer.Deserialize<ForeignEvent>(await ReadLineAsync(), JsonSerializerOptions.Web)!;

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private async Task<string> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync().WaitAsync(Deadline)
        ?? throw new InvalidOperationException($"The client has ended: {await _errors}");
}
