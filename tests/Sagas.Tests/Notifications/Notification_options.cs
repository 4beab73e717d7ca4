using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sagas.Notifications.Channels;
using Sagas.Tests.Notifications.Channels;

namespace Sagas.Tests.Notifications;

internal sealed class Notification_options
{
    [Test]
    public void Should_start_with_the_log_when_nothing_is_set()
    {
        using var provider = new ChannelProvider();
        provider.Services.GetRequiredService<IStartupValidator>().Validate();
        provider.Channel.ShouldBeOfType<LogChannel>();
    }

    [TestCase("Channel", "Pigeon", "Sagas:Notifications:Channel is 'Pigeon'. Allowed: Log, Smtp, Webhook.")]
    [TestCase("Smtp:Port", "x", "Sagas:Notifications:Smtp:Port is 'x'. Allowed: a whole number.")]
    [TestCase("Smtp:Tls", "perhaps", "Sagas:Notifications:Smtp:Tls is 'perhaps'. Allowed: true, false.")]
    [TestCase("Concurrency", "-1", "Sagas:Notifications:Concurrency is '-1'. Allowed: 1 to 1000.")]
    [TestCase("WebhookUrl", "//x",
        "Sagas:Notifications:WebhookUrl is '//x'. Allowed: an absolute address such as https://host/path.")]
    [TestCase("Http:BreakAfter", "1", "Sagas:Notifications:Http:BreakAfter is '1'. Allowed: 2 to 10000.")]
    public void Should_refuse_to_start_naming_key_value_and_what_is_allowed(string key, string value, string message) =>
        Refusals((key, value)).ShouldBe([message]);

    [Test]
    public void Should_require_an_address_for_the_webhook() =>
        Refusals(("Channel", "Webhook")).ShouldBe(
            ["Sagas:Notifications:WebhookUrl is not set. Allowed: an http or https address, required by channel Webhook."]);

    [Test]
    public void Should_refuse_a_user_and_a_password_that_would_not_be_sent()
    {
        var refusal = Refusals(("Channel", "Webhook"), ("WebhookUrl", "https://me:sEcret1@hooks.example/x"))
            .ShouldHaveSingleItem();

        refusal.ShouldContain("Allowed: an address without user and password, which would not be sent");
        refusal.ShouldNotContain("sEcret1");
    }

    [Test]
    public void Should_refuse_to_send_the_webhook_s_token_in_the_clear() =>
        Refusals(("Channel", "Webhook"), ("WebhookUrl", "http://hooks.example/x"), ("WebhookToken", "secret")).ShouldBe(
            [
                "Sagas:Notifications:WebhookUrl is 'http://hooks.example/x'. Allowed: an https address (or a local one), because Sagas:Notifications:WebhookToken must not be sent unencrypted.",
            ]);

    [Test]
    public void Should_require_a_server_and_a_sender_for_mail() =>
        Refusals(("Channel", "Smtp"), ("From", "nobody"), ("Smtp:Port", "70000")).ShouldBe(
        [
            "Sagas:Notifications:From is 'nobody'. Allowed: an e-mail address, required by channel Smtp.",
            "Sagas:Notifications:Smtp:Host is not set. Allowed: the mail server's name, required by channel Smtp.",
            "Sagas:Notifications:Smtp:Port is '70000'. Allowed: 1 to 65535.",
        ]);

    [Test]
    public void Should_refuse_to_send_the_mail_server_s_password_in_the_clear() =>
        Refusals(
            ("Channel", "Smtp"), ("Smtp:Host", "mail.example"), ("Smtp:User", "u"), ("Smtp:Password", "secret"),
            ("Smtp:Tls", "false"))
            .ShouldBe([
                "Sagas:Notifications:Smtp:Tls is 'False'. Allowed: true (or a local server), because Sagas:Notifications:Smtp:Password must not be sent unencrypted.",
            ]);

    private static IEnumerable<string> Refusals(params (string Key, string Value)[] settings)
    {
        using var provider = new ChannelProvider(settings);
        return Should.Throw<OptionsValidationException>(
            () => provider.Services.GetRequiredService<IStartupValidator>().Validate()).Failures;
    }
}
