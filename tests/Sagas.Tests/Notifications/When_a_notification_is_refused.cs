using Sagas.Contracts.Notifications;
using Sagas.Notifications;
using Sagas.Notifications.Channels;

namespace Sagas.Tests.Notifications;

internal sealed class When_a_notification_is_refused : NotificationsFixture
{
    [Test]
    public async Task Should_record_the_refusal_and_answer_failed_without_a_fault()
    {
        Channel.Failure = new NotificationRefusedException("The mailbox is gone.");
        (await NotifyAsync()).ShouldBeNull();

        var record = (await RecordsAsync()).ShouldHaveSingleItem();
        record.State.ShouldBe(NotificationState.Failed);
        Room.Published<NotificationFailed>().ShouldHaveSingleItem().ShouldBe(
            new NotificationFailed(OrderId, NotificationTemplate.OrderConfirmed, "The mailbox is gone.", record.At));
        Room.Published<NotificationSent>().ShouldBeEmpty();
    }

    [Test]
    public async Task Should_answer_failed_again_and_not_try_again()
    {
        Channel.Failure = new NotificationRefusedException("The mailbox is gone.");
        await NotifyAsync();
        Channel.Failure = null;
        await NotifyAsync();

        Channel.Sent.ShouldBeEmpty();
        Room.Published<NotificationFailed>().Count.ShouldBe(2);
        Room.Published<NotificationFailed>().Distinct().ShouldHaveSingleItem();
    }

    // Orders that an earlier version has accepted.
    [TestCase("ada@localhost")]
    [TestCase("ada@127.0.0.1")]
    [TestCase("ada@１２.example")]
    public async Task Should_refuse_an_address_that_no_mail_reaches(string email)
    {
        (await NotifyAsync(email: email)).ShouldBeNull();

        Channel.Sent.ShouldBeEmpty();
        Room.Published<NotificationFailed>().ShouldHaveSingleItem().Reason.ShouldBe("The e-mail address is not valid.");
    }
}
