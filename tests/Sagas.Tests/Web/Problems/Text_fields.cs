using Sagas.Web.Problems;

namespace Sagas.Tests.Web.Problems;

/// <summary>Texts that people read: what cannot be seen, or looks like something else, is refused.</summary>
internal class Text_fields
{
    [TestCase("The gateway is back")]
    [TestCase("عميل غاضب")]
    [TestCase("לקוח")]
    [TestCase("👩‍🚀 reported it")]
    [TestCase("क्षेत्र")]
    public void Should_take_words(string text) => ErrorOf(text).ShouldBeNull();

    [TestCase("")]
    [TestCase("   ")]
    [TestCase("\u200B")]
    [TestCase("\u200B \u200D\uFEFF")]
    [TestCase("\u2060\u00AD")]
    [TestCase("\u3164")]
    [TestCase("\u2800\u2800")]
    [TestCase("\uFE0F")]
    [TestCase("\U000E0041")]
    public void Should_not_be_blank(string text) => ErrorOf(text).ShouldBe("Must not be blank.");

    [TestCase('\u202E')]
    [TestCase('\u202A')]
    [TestCase('\u2066')]
    [TestCase('\u2069')]
    [TestCase('\u200F')]
    [TestCase('\u061C')]
    public void Should_not_turn_the_text_around(char direction) =>
        ErrorOf($"paid {direction}dnufer").ShouldNotBeNull().ShouldContain("direction");

    private static string? ErrorOf(string text)
    {
        var errors = new FieldErrors();
        errors.CheckText("reason", text, maxLength: 100).ShouldBe(!errors.Any);
        return errors.Any ? errors.ToDictionary()["reason"].ShouldHaveSingleItem() : null;
    }
}
