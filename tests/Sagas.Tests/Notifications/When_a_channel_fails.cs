using Sagas.Contracts.Notifications;

namespace Sagas.Tests.Notifications;

internal sealed class When_a_channel_fails : NotificationsFixture
{
    [Test]
    public async Task Should_record_and_answer_nothing_and_leave_it_to_be_tried_again()
    {
        Channel.Failure = new IOException("connection lost");
        (await NotifyAsync()).ShouldBeOfType<IOException>();
        (await RecordsAsync()).ShouldBeEmpty();
        Room.Published<NotificationFailed>().ShouldBeEmpty();

        Channel.Failure = null;
        (await NotifyAsync()).ShouldBeNull();
        Room.Published<NotificationSent>().Count.ShouldBe(1);
    }
}
