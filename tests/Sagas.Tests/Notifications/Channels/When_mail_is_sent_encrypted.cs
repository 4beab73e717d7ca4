using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sagas.Notifications;
using Sagas.Notifications.Channels;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Notifications.Channels;

internal sealed class When_mail_is_sent_encrypted
{
    // Not 127.0.0.1, where the port may be taken.
    private static readonly IPAddress OtherLoopback =
        new([127, (byte)(Environment.ProcessId >> 16), (byte)(Environment.ProcessId >> 8), (byte)(Environment.ProcessId | 2)]);

    private X509Certificate2 _certificate = null!;
    private LocalSmtpServer _server = null!;

    [SetUp]
    public void Start()
    {
        _certificate = SelfSigned.ForLocalhost();
        _server = new LocalSmtpServer(_certificate) { Login = ("orders", "secret") };
    }

    [TearDown]
    public async Task Stop()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
    }

    [Test]
    public async Task Should_reach_a_server_whose_certificate_is_trusted()
    {
        await SendAsync();

        _server.Mails.ShouldHaveSingleItem().To.ShouldBe("ada@example.com");
    }

    [Test]
    public async Task Should_log_in()
    {
        await SendAsync(("Smtp:User", "orders"), ("Smtp:Password", "secret"));

        _server.Mails.ShouldHaveSingleItem();
    }

    [Test]
    public async Task Should_fail_without_giving_the_customer_up_when_the_login_is_wrong()
    {
        await Should.ThrowAsync<MailServerException>(() => SendAsync(("Smtp:User", "orders"), ("Smtp:Password", "guess")));

        _server.Mails.ShouldBeEmpty();
    }

    [Test]
    public async Task Should_fail_saying_why_when_the_certificate_is_not_trusted()
    {
        using var provider = Build();

        (await Should.ThrowAsync<SslHandshakeException>(() => provider.Channel.SendAsync(TestNotification.Confirmed, default)))
            .Message.ShouldContain("certificate could not be validated");
        _server.Mails.ShouldBeEmpty();
    }

    [Test]
    public async Task Should_fail_when_somebody_else_shows_a_certificate()
    {
        using var other = SelfSigned.ForLocalhost();

        await Should.ThrowAsync<SslHandshakeException>(() => SendAsync(other));
        _server.Mails.ShouldBeEmpty();
    }

    [Test]
    public async Task Should_be_encrypted_from_the_start_on_port_465()
    {
        await using var server = OnPort465(where => new LocalSmtpServer(_certificate, where));

        await SendAsync(("Smtp:Host", OtherLoopback.ToString()), ("Smtp:Port", "465"));

        server.Mails.ShouldHaveSingleItem().To.ShouldBe("ada@example.com");
    }

    [Test]
    public async Task Should_fail_when_the_handshake_is_not_answered()
    {
        using var silent = OnPort465(where =>
        {
            var listener = new TcpListener(where);
            listener.Start();
            return listener;
        });

        await Should.ThrowAsync<TimeoutException>(
            () => SendAsync(("Smtp:Host", OtherLoopback.ToString()), ("Smtp:Port", "465"), ("Timeout", "00:00:00.2"))
                .WaitAsync(RoomHarness.Deadline));
    }

    [TestCase(587, true, SecureSocketOptions.StartTls)]
    [TestCase(25, true, SecureSocketOptions.StartTls)]
    [TestCase(465, true, SecureSocketOptions.SslOnConnect)]
    [TestCase(465, false, SecureSocketOptions.None)]
    public void Should_never_depend_on_what_the_server_offers(int port, bool tls, SecureSocketOptions expected) =>
        new SmtpOptions { Port = port, Tls = tls }.Security.ShouldBe(expected);

    private static TServer OnPort465<TServer>(Func<IPEndPoint, TServer> start)
    {
        try
        {
            return start(new IPEndPoint(OtherLoopback, 465));
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AccessDenied)
        {
            Assert.Ignore("Ports below 1024 are root's on this machine.");
            throw;
        }
    }

    private Task SendAsync(params (string Key, string Value)[] settings) => SendAsync(_certificate, settings);

    private async Task SendAsync(X509Certificate2 trusted, params (string Key, string Value)[] settings)
    {
        using var provider = Build(settings);
        var options = provider.Services.GetRequiredService<IOptions<NotificationOptions>>();
        await new TrustingSmtpChannel(options, trusted).SendAsync(TestNotification.Confirmed, default);
    }

    private ChannelProvider Build(params (string Key, string Value)[] settings) => SmtpSettings.Build(
        new IPEndPoint(IPAddress.Loopback, _server.Port), [("Smtp:Host", "localhost"), ("Smtp:Tls", "true"), .. settings]);
}
