using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MimeKit;
using Sagas.Notifications;
using Sagas.Notifications.Channels;
using Sagas.Tests.Harness;
using Sagas.Tests.Time;

namespace Sagas.Tests.Notifications.Channels;

/// <summary>The SMTP channel as the module registers it, against a real connection.</summary>
internal sealed class Smtp_channel
{
    private LocalSmtpServer _server = null!;

    [SetUp]
    public void Start() => _server = new LocalSmtpServer();

    [TearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task Should_send_plain_text_with_a_message_id_that_stays_the_same()
    {
        using var provider = Build();
        await provider.Channel.SendAsync(TestNotification.Confirmed, default);
        await provider.Channel.SendAsync(TestNotification.Confirmed, default);

        provider.Channel.Name.ShouldBe("smtp");
        _server.Mails.Count.ShouldBe(2);
        foreach (var mail in _server.Mails)
        {
            (mail.From, mail.To, mail.IsUtf8).ShouldBe(("orders@shop.example", "ada@example.com", false));
            mail.Message.MessageId.ShouldBe($"{TestNotification.Confirmed.Key}@shop.example");
            mail.Message.From.ToString().ShouldBe("orders@shop.example");
            mail.Message.To.ToString().ShouldBe("ada@example.com");
            mail.Message.Subject.ShouldBe("Your order is confirmed");
            var text = mail.Message.Body.ShouldBeOfType<TextPart>();
            (text.ContentType.MimeType, text.ContentType.Charset).ShouldBe(("text/plain", "utf-8"));
            text.ContentTransferEncoding.ShouldBe(ContentEncoding.Base64);
            BytesOf(text).ShouldBe(Encoding.UTF8.GetBytes(TestNotification.Confirmed.Text.ReplaceLineEndings("\r\n")));
        }
    }

    [Test]
    public async Task Should_date_the_mail_by_the_service_s_clock()
    {
        var time = new ManualTimeProvider(new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero));
        using var provider = Build();
        var options = provider.Services.GetRequiredService<IOptions<NotificationOptions>>();

        await new SmtpChannel(options, time).SendAsync(TestNotification.Confirmed, default);

        _server.Mails.ShouldHaveSingleItem().Message.Date.ShouldBe(time.GetUtcNow());
    }

    [Test]
    public async Task Should_send_to_an_address_with_letters_beyond_ascii()
    {
        using var provider = Build();

        await provider.Channel.SendAsync(TestNotification.Confirmed with { Email = "zoë.пример@example.com" }, default);

        var mail = _server.Mails.ShouldHaveSingleItem();
        (mail.To, mail.IsUtf8).ShouldBe(("zoë.пример@example.com", true));
        mail.Message.To.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe("zoë.пример@example.com");
    }

    [Test]
    public async Task Should_take_it_as_a_refusal_that_the_server_offers_no_letters_beyond_ascii()
    {
        _server.OffersUtf8 = false;
        using var provider = Build();

        (await Should.ThrowAsync<NotificationRefusedException>(
            () => provider.Channel.SendAsync(TestNotification.Confirmed with { Email = "zoë@example.com" }, default)))
            .Message.ShouldContain("SMTPUTF8");
        _server.Mails.ShouldBeEmpty();
    }

    [Test]
    public async Task Should_fail_when_the_server_does_not_take_the_sender_s_letters()
    {
        _server.OffersUtf8 = false;
        using var provider = Build(("From", "größe@shop.example"));

        (await Should.ThrowAsync<NotSupportedException>(() => provider.Channel.SendAsync(TestNotification.Confirmed, default)))
            .Message.ShouldContain("SMTPUTF8");
        _server.Mails.ShouldBeEmpty();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Should_send_to_a_domain_with_letters_beyond_ascii_whatever_the_server_offers(bool offersUtf8)
    {
        _server.OffersUtf8 = offersUtf8;
        using var provider = Build();

        await provider.Channel.SendAsync(TestNotification.Confirmed with { Email = "ada@bücher.example" }, default);

        var mail = _server.Mails.ShouldHaveSingleItem();
        mail.IsUtf8.ShouldBe(offersUtf8);
        mail.Message.To.Mailboxes.ShouldHaveSingleItem().Domain.ShouldBe("bücher.example");
        if (!offersUtf8)
            mail.To.ShouldBe("ada@xn--bcher-kva.example");
    }

    [TestCase("550 no such user")]
    [TestCase("553 not like this")]
    public async Task Should_take_5xx_as_a_refusal(string answer)
    {
        _server.RecipientAnswer = answer;
        using var provider = Build();

        (await Should.ThrowAsync<NotificationRefusedException>(() =>
            provider.Channel.SendAsync(TestNotification.Confirmed, default)))
            .Message.ShouldBe($"The mail server refused with {answer[..3]}.");
    }

    [TestCase("450 later")]
    [TestCase("451 later")]
    public async Task Should_fail_on_4xx(string answer)
    {
        _server.RecipientAnswer = answer;
        using var provider = Build();

        await Should.ThrowAsync<MailServerException>(() => provider.Channel.SendAsync(TestNotification.Confirmed, default));
    }

    [TestCase("530 5.7.0 must issue STARTTLS first")]
    [TestCase("535 5.7.8 bad credentials")]
    [TestCase("550 5.7.1 sender not allowed here")]
    public async Task Should_fail_without_giving_the_customer_up_on_trouble_with_login_or_sender(string answer)
    {
        _server.SenderAnswer = answer;
        using var provider = Build();

        await Should.ThrowAsync<MailServerException>(() => provider.Channel.SendAsync(TestNotification.Confirmed, default));
    }

    [TestCase("450 <ada@example.com>: try later, or ask postmaster@example.com", "450", true)]
    [TestCase("550 5.1.1 <ada@example.com>: no such user", "550", false)]
    public async Task Should_not_repeat_the_address_that_the_server_repeats(string answer, string status, bool isFault)
    {
        _server.RecipientAnswer = answer;
        using var provider = Build();

        var failure = await Should.ThrowAsync<Exception>(() => provider.Channel.SendAsync(TestNotification.Confirmed, default));

        failure.ShouldBeOfType(isFault ? typeof(MailServerException) : typeof(NotificationRefusedException));
        failure.Message.ShouldContain(status);
        // As logs and dead letters have it, with everything that was wrapped.
        failure.ToString().ShouldNotContain("ada@example.com");
        failure.ToString().ShouldNotContain("postmaster@example.com");
        if (isFault)
        {
            failure.Message.ShouldStartWith(
                "The mail server answered 450: <a***@example.com>: try later, or ask p***@example.com");
        }
    }

    // What another client may have put on the queue.
    private static readonly string[] Odd =
    [
        "jörg@example.com", "ada１２@example.com", "ada@example１.com", "ada@127.0.0.1", "ada@[127.0.0.1]", "ada@[IPv6:::1]",
        "\"ada lovelace\"@example.com", "\"a@b\"@example.com", "ada(comment)@example.com", "ada@example.com (comment)",
        "ada@bücher.example", "ada@\u05d0\u05d1\u05d2.example", "ada@ไทย.example",
        "ada@" + new string('ü', 63) + ".example", "ada@" + new string('a', 250),
        "ada@xn--.example", "ada@-bad-.example", "ada@ex_ample.com", "ada@example", "ada@example.com.",
        new string('a', 300) + "@example.com", "ada@.example.com", ".ada@example.com", "a..da@example.com", "ada@@example.com",
        "Ada <ada@example.com>", "<ada@example.com>", "group: ada@example.com;", "ada@example.com, eve@example.com",
        "ada@\ud83d\ude00.example", "\ud83d\ude00@example.com", "\ud83d@example.com",
        "ada@exam\u200bple.com", "ada@example.com\0",
        "ada\u00ad@example.com", "jo\u0308rg@example.com", "@example.com", "ada@", "", " ",
    ];

    [Test]
    public async Task Should_deliver_or_refuse_whatever_address_comes(
        [Values] bool offersUtf8, [ValueSource(nameof(Odd))] string email)
    {
        _server.OffersUtf8 = offersUtf8;
        using var provider = Build();

        try
        {
            await provider.Channel.SendAsync(TestNotification.Confirmed with { Email = email }, default);
            _server.Mails.Count.ShouldBe(1);
        }
        catch (NotificationRefusedException refusal)
        {
            // Retrying would not help, and nobody would see why.
            _server.Mails.ShouldBeEmpty();
            refusal.Message.ShouldNotBeEmpty();
        }
    }

    [Test]
    public async Task Should_fail_when_nobody_listens()
    {
        using var provider = Build();
        await _server.DisposeAsync();
        await Should.ThrowAsync<SocketException>(() => provider.Channel.SendAsync(TestNotification.Confirmed, default));
        _server = new LocalSmtpServer();
    }

    [Test]
    public async Task Should_fail_when_the_server_says_nothing()
    {
        using var silent = SilentServer();
        using var provider = Build(silent, ("Timeout", "00:00:00.2"));

        await Should.ThrowAsync<TimeoutException>(
            () => provider.Channel.SendAsync(TestNotification.Confirmed, default).WaitAsync(RoomHarness.Deadline));
    }

    [Test]
    public async Task Should_stop_when_it_is_told_to()
    {
        using var silent = SilentServer();
        using var provider = Build(silent);
        using var stop = new CancellationTokenSource();

        var sending = provider.Channel.SendAsync(TestNotification.Confirmed, stop.Token);
        using var connection = await silent.AcceptTcpClientAsync();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => sending.WaitAsync(RoomHarness.Deadline));
    }

    [Test]
    public async Task Should_refuse_to_go_on_without_encryption_when_it_is_asked_for()
    {
        using var provider = Build(("Smtp:Tls", "true"));

        (await Should.ThrowAsync<NotSupportedException>(() => provider.Channel.SendAsync(TestNotification.Confirmed, default)))
            .Message.ShouldContain("STARTTLS");
        _server.Mails.ShouldBeEmpty();
    }

    private static byte[] BytesOf(TextPart text)
    {
        using var bytes = new MemoryStream();
        text.Content!.DecodeTo(bytes);
        return bytes.ToArray();
    }

    private static TcpListener SilentServer()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private ChannelProvider Build(params (string Key, string Value)[] settings) =>
        SmtpSettings.Build(new IPEndPoint(IPAddress.Loopback, _server.Port), settings);

    private static ChannelProvider Build(TcpListener listener, params (string Key, string Value)[] settings) =>
        SmtpSettings.Build((IPEndPoint)listener.LocalEndpoint, settings);
}
