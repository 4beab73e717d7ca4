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
}
