using System.Globalization;
using System.Net;
using Sagas.Notifications.Channels;
using Sagas.Rules;
using Sagas.Tests.Fuzz;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Notifications.Channels;

/// <summary>Whatever address the API accepts, mail can be sent to: to this one and no other.</summary>
internal sealed class Addresses_that_are_accepted
{
    private const int Attempts = 6_000;
    private const int AtLeast = 100;

    private static readonly string[] Pieces =
    [
        "a", "ada", "Z", "0", "42", ".", ".", "-", "_", "+", "'", "!", "ü", "ß", "é", "e\u0301", "п", "я", "日", "ไ",
        "ท\u0e38", "ha\u0300", "１", "Ａ", "．", "٣", "\u200b", "\u00ad", "\u202e", "\ufeff", "\ud83d\ude00", "\ud83d",
        " ", "\t", "\"", "(", ")", "<", ">", ",", ";", ":", "[", "]", "\\", "@", "xn--", "xn--bcher-kva", "İ", "ı", "ſ",
        "ﬁ", "K", "\u0345",
    ];

    [TestCase(true)]
    [TestCase(false)]
    public async Task Should_be_delivered_to_or_plainly_refused_by_the_server(bool offersUtf8)
    {
        await using var server = new LocalSmtpServer { OffersUtf8 = offersUtf8 };
        using var provider = SmtpSettings.Build(new IPEndPoint(IPAddress.Loopback, server.Port), []);
        var chance = new Chance(Chance.Seed);
        var (accepted, delivered) = (0, 0);

        for (var attempt = 0; attempt < Attempts && accepted < AtLeast; attempt++)
        {
            var email = $"{Text(chance, 3)}@{Text(chance, 3)}.{Text(chance, 2)}";
            if (!EmailRule.IsPlausible(email))
                continue;
            accepted++;
            try
            {
                await provider.Channel.SendAsync(TestNotification.Confirmed with { Email = email }, default);
            }
            catch (NotificationRefusedException refusal)
            {
                refusal.Message.ShouldContain("SMTPUTF8", Case.Sensitive, $"{email}. {Chance.HowToRepeat}");
                offersUtf8.ShouldBeFalse(email);
                continue;
            }

            delivered++;
            var mail = server.Mails[^1];
            Canonical(mail.Message.To.Mailboxes.Single().Address).ShouldBe(Canonical(email), $"{email}. {Chance.HowToRepeat}");
            // The server of the test reads domains of its envelopes in ASCII only.
            if (!mail.To.Contains('?', StringComparison.Ordinal))
                Canonical(mail.To).ShouldBe(Canonical(email), $"{email}. {Chance.HowToRepeat}");
        }

        accepted.ShouldBeGreaterThanOrEqualTo(AtLeast);
        delivered.ShouldBeGreaterThan(AtLeast / 10);
    }

    // The same mailbox at the same domain, however the domain is written.
    private static string Canonical(string address)
    {
        var (local, domain) = (address[..address.LastIndexOf('@')], address[(address.LastIndexOf('@') + 1)..]);
        return $"{local}@{new IdnMapping().GetAscii(domain).ToUpperInvariant()}";
    }

    private static string Text(Chance chance, int most) =>
        string.Concat(Enumerable.Range(0, 1 + chance.Number(most - 1)).Select(_ => chance.Of(Pieces)));
}
