using System.Globalization;
using System.Net.Mail;
using System.Text;
using Sagas.Notifications.Channels;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Notifications;

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
            mail.ShouldContain("MAIL FROM:<orders@shop.example>");
            mail.ShouldContain("RCPT TO:<ada@example.com>");
            mail.ShouldContain($"Message-ID: <{TestNotification.Confirmed.Key}@shop.example>", Case.Insensitive);
            mail.ShouldContain("Subject: Your order is confirmed");
            mail.ShouldContain("Content-Type: text/plain; charset=utf-8");
            BodyOf(mail).ShouldBe(TestNotification.Confirmed.Text.ReplaceLineEndings("\r\n"));
        }
    }

    [TestCase("550 no such user")]
    [TestCase("553 not like this")]
    public async Task Should_take_5xx_as_a_refusal(string answer)
    {
        _server.RecipientAnswer = answer;
        using var provider = Build();

        (await Should.ThrowAsync<NotificationRefusedException>(() => provider.Channel.SendAsync(TestNotification.Confirmed, default)))
            .Message.ShouldBe($"The mail server refused with {answer[..3]}.");
    }

    [TestCase("450 later")]
    [TestCase("451 later")]
    public async Task Should_fail_on_4xx(string answer)
    {
        _server.RecipientAnswer = answer;
        using var provider = Build();

        await Should.ThrowAsync<SmtpException>(() => provider.Channel.SendAsync(TestNotification.Confirmed, default));
    }

    [TestCase("530 5.7.0 must issue STARTTLS first")]
    [TestCase("535 5.7.8 bad credentials")]
    public async Task Should_fail_without_giving_the_customer_up_on_trouble_with_the_login(string answer)
    {
        _server.SenderAnswer = answer;
        using var provider = Build();

        await Should.ThrowAsync<SmtpException>(() => provider.Channel.SendAsync(TestNotification.Confirmed, default));
    }

    [Test]
    public async Task Should_fail_when_nobody_listens()
    {
        using var provider = Build();
        await _server.DisposeAsync();
        await Should.ThrowAsync<SmtpException>(() => provider.Channel.SendAsync(TestNotification.Confirmed, default));
        _server = new LocalSmtpServer();
    }

    [Test]
    public async Task Should_fail_when_the_server_says_nothing()
    {
        _server.StaysSilent = true;
        using var provider = Build(("Timeout", "00:00:00.2"));

        await Should.ThrowAsync<TimeoutException>(
            () => provider.Channel.SendAsync(TestNotification.Confirmed, default).WaitAsync(RoomHarness.Deadline));
    }

    [Test]
    public async Task Should_refuse_to_go_on_without_encryption_when_it_is_asked_for()
    {
        using var provider = Build(("Smtp:Tls", "true"));

        await Should.ThrowAsync<SmtpException>(() => provider.Channel.SendAsync(TestNotification.Confirmed, default));
        _server.Mails.ShouldBeEmpty();
    }

    private static string BodyOf(string mail)
    {
        mail.ShouldContain("Content-Transfer-Encoding: base64");
        var lines = mail.ReplaceLineEndings("\n");
        return Encoding.UTF8.GetString(Convert.FromBase64String(lines[(lines.IndexOf("\n\n", StringComparison.Ordinal) + 2)..]));
    }

    private ChannelProvider Build(params (string Key, string Value)[] settings) => new(
    [
        ("Channel", "Smtp"),
        ("From", "orders@shop.example"),
        ("Smtp:Host", "127.0.0.1"),
        ("Smtp:Port", _server.Port.ToString(CultureInfo.InvariantCulture)),
        ("Smtp:Tls", "false"),
        ("Timeout", "00:00:10"),
        .. settings,
    ]);
}
