using Sagas.Rules;

namespace Sagas.Tests.Rules;

internal class Email_rule
{
    [TestCase("ada@example.com")]
    [TestCase("ada.lovelace+orders@mail.example.co.uk")]
    [TestCase("o'hara_1@ex-ample.org")]
    [TestCase("jürgen@müller.example")]
    public void Should_take_what_mail_could_reach(string email) => EmailRule.IsPlausible(email).ShouldBeTrue();

    [TestCase("")]
    [TestCase("ada")]
    [TestCase("@example.com")]
    [TestCase("ada@")]
    [TestCase("ada@example")]
    [TestCase("ada@@example.com")]
    [TestCase("ada@example..com")]
    [TestCase("ada@-example.com")]
    [TestCase("ada@example.com.")]
    [TestCase(".ada@example.com")]
    [TestCase("a..da@example.com")]
    [TestCase("ada lovelace@example.com")]
    [TestCase("ada@exam ple.com")]
    [TestCase("ada@example.com,eve@example.com")]
    [TestCase("Ada <ada@example.com>")]
    [TestCase("ada@example.com\r\nBcc: eve@example.com")]
    public void Should_refuse_slips_and_smuggled_headers(string email) => EmailRule.IsPlausible(email).ShouldBeFalse();

    [TestCase("ada@127.0.0.1")]
    [TestCase("ada@example.123")]
    [TestCase("ada@１２.example")]
    [TestCase("ada@example.c_m")]
    public void Should_refuse_what_is_no_name_to_send_mail_to(string email)
    {
        EmailRule.IsPlausible(email).ShouldBeFalse();
        EmailRule.IsOneAddress(email).ShouldBeTrue();
    }

    [TestCase("")]
    [TestCase("nobody")]
    [TestCase("a@b@c")]
    [TestCase("ada@example.com\r\nBcc: eve@example.com")]
    [TestCase("Ada <ada@example.com>")]
    public void Should_never_take_more_or_less_than_one_address(string email) =>
        EmailRule.IsOneAddress(email).ShouldBeFalse();

    [Test]
    public void Should_refuse_labels_that_are_too_long_for_the_name_servers() =>
        EmailRule.IsPlausible($"ada@{new string('ü', 60)}.example").ShouldBeFalse();

    [Test]
    public void Should_refuse_a_local_part_that_is_too_long() =>
        EmailRule.IsPlausible(new string('a', 65) + "@example.com").ShouldBeFalse();
}
