using System.Text;
using FsCheck.Fluent;
using Sagas.Tests.Properties;
using Sagas.Web.Text;

namespace Sagas.Tests.Web.Text;

internal class Masking_of_texts
{
    [TestCase("ada@example.com", "a***@example.com")]
    [TestCase("a@b", "a***@b")]
    [TestCase("@b", "***")]
    [TestCase("nobody", "***")]
    [TestCase("", "***")]
    [TestCase("a@b\nERROR forged", "***")]
    public void Should_hide_who_an_address_belongs_to(string email, string masked) => Masking.Email(email).ShouldBe(masked);

    [TestCase("tok_visa", "***visa")]
    [TestCase("tok_1PqRsTuVwXyZ", "***wXyZ")]
    [TestCase("4242424242424242", "***4242")]
    [TestCase("tok_abc", "***")]
    [TestCase("1234", "***")]
    [TestCase("", "***")]
    [TestCase("tok_visa\nERROR forged", "***")]
    public void Should_show_the_end_of_a_payment_token(string token, string masked) =>
        Masking.PaymentToken(token).ShouldBe(masked);

    // What people see as one character is never cut in half.
    [TestCase("👩‍🚀da@example.com", "👩‍🚀***@example.com")]
    [TestCase("é@example.com", "é***@example.com", Description = "With the accent as a character of its own")]
    [TestCase("😀😀@example.com", "😀***@example.com")]
    [TestCase("👨‍👩‍👧@example.com", "***@example.com")]
    public void Should_not_cut_the_first_character_of_an_address(string email, string masked) =>
        Masking.Email(email).ShouldBe(masked);

    [TestCase("😀😁😂🤣😃😄😅😆", "***😃😄😅😆")]
    [TestCase("token_12345_👩‍🚀ab", "***_👩‍🚀ab")]
    [TestCase("1234567👨‍👩‍👧‍👦", "***", Description = "More than half of it would be shown")]
    public void Should_not_cut_the_last_characters_of_a_token(string token, string masked) =>
        Masking.PaymentToken(token).ShouldBe(masked);

    [Test]
    public void Should_be_whole_characters_whatever_is_masked() => Always.Holds(
        Arb.From(Gen.Elements("a", "@", "😀", "é", "👩‍🚀", "\u0301", "1").ListOf().Select(string.Concat)),
        text =>
        {
            foreach (var masked in new[] { Masking.Email(text), Masking.PaymentToken(text) })
                masked.EnumerateRunes().ShouldNotContain(Rune.ReplacementChar, text);
            return Task.CompletedTask;
        },
        count: 1_000,
        size: 20);
}
