using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Net;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Sagas.Tests.Harness;

/// <summary>A mail as it came.</summary>
internal sealed record ReceivedMail(string From, string To, bool IsUtf8, MimeMessage Message);

/// <summary>A mail server on a free local port: keeps what it is sent, or refuses.</summary>
internal sealed class LocalSmtpServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ReceivedMail> _mails = new();
    private readonly Task _serving;

    /// <summary>Listens in plain text; with a certificate, STARTTLS is offered, or TLS spoken from the start.</summary>
    public LocalSmtpServer(X509Certificate2? certificate = null, IPEndPoint? isSecureAt = null)
    {
        var endpoint = new EndpointDefinitionBuilder()
            .Endpoint(isSecureAt ?? new IPEndPoint(IPAddress.Loopback, 0))
            .IsSecure(isSecureAt is not null);
        if (certificate is not null)
            endpoint.Certificate(certificate);
        var options = new SmtpServerOptionsBuilder().ServerName("sink").Endpoint(endpoint.Build()).Build();
        var listeners = new EndpointListenerFactory();
        listeners.EndpointStarted += (_, started) => Port = ((IPEndPoint)started.LocalEndPoint).Port;
        var services = new ServiceProvider();
        services.Add(listeners);
        services.Add(new Filter(this));
        services.Add(new Store(this));
        services.Add(new Commands(this));
        services.Add(new DelegatingUserAuthenticator((_, user, password) => (user, password) == Login));
        // Listens when this returns.
        _serving = new SmtpServer.SmtpServer(options, services).StartAsync(_stop.Token);
    }

    public int Port { get; private set; }

    public IReadOnlyList<ReceivedMail> Mails => [.. _mails];

    /// <summary>What is said to a sender, such as <c>530 log in first</c>; null: that it is welcome.</summary>
    public string? SenderAnswer { get; set; }

    /// <summary>What is said to a recipient.</summary>
    public string? RecipientAnswer { get; set; }

    /// <summary>Whether addresses may have letters beyond ASCII.</summary>
    public bool OffersUtf8 { get; set; } = true;

    /// <summary>Who may log in.</summary>
    public (string User, string Password) Login { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _stop.Dispose();
    }

    private sealed class Filter(LocalSmtpServer server) : MailboxFilter
    {
        public override Task<bool> CanAcceptFromAsync(
            ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken) =>
            AnswerAsync(server.SenderAnswer);

        public override Task<bool> CanDeliverToAsync(
            ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
            AnswerAsync(server.RecipientAnswer);

        private static Task<bool> AnswerAsync(string? answer) => answer is null
            ? Task.FromResult(true)
            : throw new SmtpResponseException(new SmtpResponse(
                (SmtpReplyCode)int.Parse(answer[..3], System.Globalization.CultureInfo.InvariantCulture), answer[4..]));
    }

    private sealed class Store(LocalSmtpServer server) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(
            ISessionContext context,
            IMessageTransaction transaction,
            ReadOnlySequence<byte> buffer,
            CancellationToken cancellationToken)
        {
            await using var content = new MemoryStream(buffer.ToArray());
            server._mails.Enqueue(new ReceivedMail(
                transaction.From.AsAddress(),
                transaction.To.ShouldHaveSingleItem().AsAddress(),
                transaction.Parameters.ContainsKey("SMTPUTF8"),
                await MimeMessage.LoadAsync(content, cancellationToken)));
            return SmtpResponse.Ok;
        }
    }

    private sealed class Commands(LocalSmtpServer server) : SmtpCommandFactory
    {
        public override SmtpCommand CreateEhlo(string domainOrAddress) => new Greeting(server, domainOrAddress);
    }

    private sealed class Greeting(LocalSmtpServer server, string client) : EhloCommand(client)
    {
        protected override IEnumerable<string> GetExtensions(ISessionContext context) =>
            base.GetExtensions(context).Where(extension => server.OffersUtf8 || extension != "SMTPUTF8");
    }
}
