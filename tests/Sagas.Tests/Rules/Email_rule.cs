using Sagas.Rules;

namespace Sagas.Tests.Rules;

internal class Email_rule
{
    [TestCase("ada@example.com")]
    [TestCase("ada.lovelace+orders@mail.example.co.uk")]
    [TestCase("o'hara_1@ex-ample.org")]
    [TestCase("jürgen@müller.example")]
    [TestCase("jörg@example.com")]
    [TestCase("ada@ไทยดี.example")]
    [TestCase("ada@हिन्दी.example")]
    [TestCase("ada@3com.example")]
    [TestCase("\ud83d\ude00@example.com")]
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
    [TestCase("ada@127.0.0.1", TestName = "Should_refuse_numbers_in_place_of_a_name")]
    [TestCase("ada@[127.0.0.1]", TestName = "Should_refuse_an_address_of_a_machine")]
    [TestCase("ada@example.１２", TestName = "Should_refuse_full_width_digits_in_the_last_label")]
    [TestCase("ada@example１.com", TestName = "Should_refuse_full_width_digits")]
    [TestCase("ada@example．com", TestName = "Should_refuse_a_full_width_dot")]
    [TestCase("\"ada\"@example.com", TestName = "Should_refuse_quotes")]
    [TestCase("ada(comment)@example.com", TestName = "Should_refuse_a_comment")]
    [TestCase("ada@example.com (comment)", TestName = "Should_refuse_a_comment_at_the_end")]
    [TestCase("ada\u200b@example.com", TestName = "Should_refuse_what_cannot_be_seen")]
    [TestCase("\u202eada@example.com", TestName = "Should_refuse_what_turns_letters_around")]
    [TestCase("ada@exam\u00adple.com", TestName = "Should_refuse_a_soft_hyphen")]
    [TestCase("\ud83d@example.com", TestName = "Should_refuse_half_a_character")]
    [TestCase("ada@xn--a.example.\u2024com", TestName = "Should_refuse_what_only_looks_like_a_dot")]
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

    [TestCase(63, false, TestName = "Should_refuse_a_label_that_is_too_long_once_it_is_written_in_ascii")]
    [TestCase(30, true, TestName = "Should_take_one_that_is_not")]
    public void Should_measure_labels_as_the_name_server_does(int letters, bool expected) =>
        EmailRule.IsPlausible($"ada@{new string('ü', letters)}.example").ShouldBe(expected);

    [Test]
    public void Should_measure_the_local_part_in_bytes() =>
        EmailRule.IsPlausible(new string('ü', 33) + "@example.com").ShouldBeFalse();

    [Test]
    public void Should_refuse_a_local_part_that_is_too_long() =>
        EmailRule.IsPlausible(new string('a', 65) + "@example.com").ShouldBeFalse();
}
