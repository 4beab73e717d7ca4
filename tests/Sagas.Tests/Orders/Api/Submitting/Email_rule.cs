using Sagas.Orders.Api.Submitting;

namespace Sagas.Tests.Orders.Api.Submitting;

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

    [Test]
    public void Should_refuse_a_local_part_that_is_too_long() =>
        EmailRule.IsPlausible(new string('a', 65) + "@example.com").ShouldBeFalse();
}
