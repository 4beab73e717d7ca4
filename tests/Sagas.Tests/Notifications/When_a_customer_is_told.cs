using Microsoft.EntityFrameworkCore;
using Sagas.Contracts.Notifications;
using Sagas.Notifications;
using Sagas.Tests.Harness;

namespace Sagas.Tests.Notifications;

internal sealed class When_a_customer_is_told : NotificationsFixture
{
    [Test]
    public async Task Should_send_record_and_answer()
    {
        (await NotifyAsync()).ShouldBeNull();

        var sent = Channel.Sent.ShouldHaveSingleItem();
        sent.Email.ShouldBe("ada@example.com");
        sent.Key.ShouldBe($"{OrderId}-order-confirmed");
        var record = (await RecordsAsync()).ShouldHaveSingleItem();
        record.State.ShouldBe(NotificationState.Sent);
        record.Channel.ShouldBe("scripted");
        Room.Published<NotificationSent>().ShouldHaveSingleItem()
            .ShouldBe(new NotificationSent(OrderId, NotificationTemplate.OrderConfirmed, "scripted", record.At));
    }

    [Test]
    public async Task Should_answer_again_and_send_nothing_when_the_command_comes_again()
    {
        await NotifyAsync();
        await NotifyAsync(email: "somebody.else@example.com");

        Channel.Sent.Count.ShouldBe(1);
        Room.Published<NotificationSent>().Count.ShouldBe(2);
        Room.Published<NotificationSent>().Distinct().ShouldHaveSingleItem();
    }

    [Test]
    public async Task Should_tell_each_template_of_an_order_once()
    {
        await NotifyAsync(NotificationTemplate.OrderConfirmed);
        await NotifyAsync(NotificationTemplate.OrderCancelled);

        Channel.Sent.Select(x => x.Template)
            .ShouldBe([NotificationTemplate.OrderConfirmed, NotificationTemplate.OrderCancelled]);
        (await RecordsAsync()).Count.ShouldBe(2);
    }

    [Test]
    public async Task Should_record_it_once_when_two_deliveries_meet_at_the_channel()
    {
        Channel.Hold();
        var first = NotifyAsync();
        var second = NotifyAsync();
        await Channel.ArrivesAsync(RoomHarness.Deadline);
        await Channel.ArrivesAsync(RoomHarness.Deadline);
        Channel.Release();

        (await first).ShouldBeNull();
        (await second).ShouldBeNull();
        (await RecordsAsync()).ShouldHaveSingleItem();
        Channel.Sent.Select(x => x.Key).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        Room.Published<NotificationSent>().Count.ShouldBe(2);
        Room.Published<NotificationSent>().Distinct().ShouldHaveSingleItem();
    }

    [Test]
    public async Task Should_hold_no_transaction_while_the_channel_is_called()
    {
        // SQLite has one writer: a transaction that is open meanwhile would let this time out.
        Channel.DuringSend = () => Room.ReadAsync(async database =>
        {
            database.Database.SetCommandTimeout(1);
            return await database.Set<NotificationRecord>().ExecuteDeleteAsync();
        });

        (await NotifyAsync()).ShouldBeNull();
    }
}
