using Sagas.Orders.Api.Documentation;
using Sagas.Web.Lists;

namespace Sagas.Tests.Web.Lists;

internal class Order_cursor
{
    private static readonly ListCursor Cursor =
        new(new DateTimeOffset(2026, 1, 31, 9, 30, 0, 123, TimeSpan.Zero), Guid.Parse("0198c5a0-3d8e-7c41-9f0a-6f2f1f0c9b77"));

    [Test]
    public void Should_be_read_as_it_was_written() => ListCursor.Read(Cursor.ToString()).ShouldBe(Cursor);

    [Test]
    public void Should_be_safe_in_an_address() =>
        Cursor.ToString().ShouldAllBe(c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '_');

    [Test]
    public void Should_be_refused_when_any_character_is_changed()
    {
        var text = Cursor.ToString();
        for (var place = 0; place < text.Length; place++)
        {
            var changed = text[..place] + (text[place] == 'A' ? 'B' : 'A') + text[(place + 1)..];
            ListCursor.Read(changed).ShouldBeNull(changed);
        }
    }

    [TestCase("")]
    [TestCase("abc")]
    [TestCase("***************************************")]
    [TestCase("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Should_be_refused_when_it_is_none(string text) => ListCursor.Read(text).ShouldBeNull();

    [Test]
    public void Should_be_refused_with_something_added()
    {
        ListCursor.Read(Cursor + "A").ShouldBeNull();
        ListCursor.Read(Cursor + "=").ShouldBeNull();
        ListCursor.Read(" " + Cursor).ShouldBeNull();
    }

    [Test]
    public void Should_be_documented_by_an_example_that_works() =>
        ListCursor.Read(OrdersSwaggerExamples.Cursor).ShouldNotBeNull($"The present form is {Cursor}.");
}
