using System.Net;
using System.Net.Sockets;
using Sagas.Chaos.Servers;

namespace Sagas.Tests.Chaos;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class When_a_line_is_disturbed : IAsyncDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly Task _echoing;
    private readonly TcpProxy _proxy;

    public When_a_line_is_disturbed()
    {
        _server.Start();
        _echoing = EchoAsync();
        _proxy = new TcpProxy(((IPEndPoint)_server.LocalEndpoint).Port);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _server.Dispose();
        await _echoing;
        _limit.Dispose();
    }

    [Test]
    public async Task Should_carry_what_is_said_and_answered()
    {
        using var client = await ConnectAsync();
        (await AskAsync(client, 7)).ShouldBe(7);
    }

    [Test]
    public async Task Should_take_so_much_longer()
    {
        using var client = await ConnectAsync();
        _proxy.Delay = TimeSpan.FromMilliseconds(200);

        var begin = TimeProvider.System.GetTimestamp();
        (await AskAsync(client, 7)).ShouldBe(7);

        TimeProvider.System.GetElapsedTime(begin).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(190));
    }

    [Test]
    public async Task Should_cut_connections()
    {
        using var client = await ConnectAsync();
        await AskAsync(client, 7);

        _proxy.Cut();

        await Should.ThrowAsync<IOException>(() => AskAsync(client, 8));
    }

    [Test]
    public async Task Should_refuse_new_connections_until_it_is_mended()
    {
        _proxy.Cut();
        // The end may come while the connection is being made or after it: which one it is, is for the network to say.
        var refusal = await Should.ThrowAsync<Exception>(async () =>
        {
            using var refused = await ConnectAsync();
            await AskAsync(refused, 7);
        });
        (refusal is IOException or SocketException).ShouldBeTrue(refusal.ToString());

        _proxy.Mend();
        using var client = await ConnectAsync();
        (await AskAsync(client, 7)).ShouldBe(7);
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _proxy.Port, _limit.Token);
        return client;
    }

    /// <returns>The answer; an exception if there is none.</returns>
    private async Task<int> AskAsync(TcpClient client, byte question)
    {
        var answer = new byte[1];
        await client.GetStream().WriteAsync(new[] { question }, _limit.Token);
        await client.GetStream().ReadExactlyAsync(answer, _limit.Token);
        return answer[0];
    }

    private async Task EchoAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _server.AcceptTcpClientAsync(_limit.Token);
                await client.GetStream().CopyToAsync(client.GetStream(), _limit.Token);
            }
        }
        catch (Exception exception)
            when (exception is SocketException or IOException or InvalidOperationException or OperationCanceledException)
        {
            // The proxy has cut it, or the test is over.
        }
    }
}
