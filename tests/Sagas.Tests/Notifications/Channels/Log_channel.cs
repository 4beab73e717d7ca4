namespace Sagas.Tests.Notifications.Channels;

internal sealed class Log_channel
{
    [Test]
    public async Task Should_log_the_notification_with_the_address_masked()
    {
        using var provider = new ChannelProvider();
        await provider.Channel.SendAsync(TestNotification.Confirmed, default);

        provider.Channel.Name.ShouldBe("log");
        provider.Log.Lines.ShouldContain(x => x.Contains(TestNotification.Confirmed.Key, StringComparison.Ordinal)
            && x.Contains("a***@example.com", StringComparison.Ordinal));
        provider.Log.Lines.ShouldNotContain(x => x.Contains("ada@", StringComparison.Ordinal));
    }
}
