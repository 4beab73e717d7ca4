using System.Globalization;
using Sagas.Contracts.Notifications;
using Sagas.Notifications;

namespace Sagas.Tests.Notifications;

internal sealed class Notification_templates
{
    private static readonly Guid OrderId = new("0198a000-0000-7000-8000-000000000001");

    [Test]
    public void Should_confirm_an_order()
    {
        var notification = NotificationTemplates.Write(Command(NotificationTemplate.OrderConfirmed, reason: null));

        notification.Subject.ShouldBe($"Your order is confirmed ({OrderId})");
        notification.Text.ShouldBe($"Thank you for your order.\n\nOrder: {OrderId}\nPaid:  1,234.50 EUR\n");
    }

    [Test]
    public void Should_tell_why_an_order_was_rejected()
    {
        var notification = NotificationTemplates.Write(Command(NotificationTemplate.OrderRejected, "insufficient_funds"));

        notification.Subject.ShouldBe($"Your order was rejected ({OrderId})");
        notification.Text.ShouldEndWith($"Order:  {OrderId}\nTotal:  1,234.50 EUR\nReason: insufficient_funds\n");
    }

    [Test]
    public void Should_tell_why_an_order_was_cancelled()
    {
        var notification = NotificationTemplates.Write(
            Command(NotificationTemplate.OrderCancelled, "<b>changed my mind</b> & more"));

        notification.Subject.ShouldBe($"Your order was cancelled ({OrderId})");
        notification.Text.ShouldContain("Reason: <b>changed my mind</b> & more\n");
    }

    [Test]
    public void Should_keep_what_others_wrote_out_of_the_subject() =>
        NotificationTemplates.Write(Command(NotificationTemplate.OrderCancelled, "x\r\nBcc: everybody@example.com"))
            .Subject.ShouldBe($"Your order was cancelled ({OrderId})");

    [Test]
    public void Should_say_that_no_reason_was_given() =>
        NotificationTemplates.Write(Command(NotificationTemplate.OrderCancelled, " ")).Text.ShouldContain("Reason: not given\n");

    [Test]
    public void Should_name_each_notification_by_order_and_template()
    {
        var keys = Enum.GetValues<NotificationTemplate>().Select(x => NotificationTemplates.Write(Command(x, "r")).Key);
        keys.ShouldBe([$"{OrderId}-order-confirmed", $"{OrderId}-order-rejected", $"{OrderId}-order-cancelled"]);
    }

    [TestCase("1234.5", "EUR", "1,234.50 EUR")]
    [TestCase("39.8000", "EUR", "39.80 EUR")]
    [TestCase("0", "USD", "0.00 USD")]
    [TestCase("1000.0000", "JPY", "1,000 JPY")]
    [TestCase("1.5", "KWD", "1.500 KWD")]
    public void Should_write_money_the_same_everywhere(string amount, string currency, string text) =>
        NotificationTemplates.Money(decimal.Parse(amount, CultureInfo.InvariantCulture), currency).ShouldBe(text);

    private static SendNotification Command(NotificationTemplate template, string? reason) =>
        new(OrderId, template, "c-42", "ada@example.com", "EUR", 1234.5m, reason);
}
